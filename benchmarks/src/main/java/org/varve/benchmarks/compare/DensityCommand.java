package org.varve.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Progress;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much of its capacity, and of the memory that it really takes, a cache has for keys and values: full, and after sizes have shifted. */
@Command(name = "density", description = "Payload kept per byte of capacity and of memory really taken: full, and after sizes have shifted.")
public final class DensityCommand implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Option(names = "--capacity", paramLabel = "MIB", description = "Default: ${DEFAULT-VALUE}")
    private int capacityMib = 256;

    @Option(names = "--times", description = "There are as many keys as would make so many capacities of payload with values of 100 bytes. Default: ${DEFAULT-VALUE}")
    private double times = 2;

    @Option(names = "--stages", split = ",", description = "Lengths of the values, one after the other: 100, 130_200, 300, 1024, 40_2048. Default: ${DEFAULT-VALUE}")
    private List<String> stages = List.of("100", "130_200", "100", "40_2048");

    @Override
    public Integer call() {
        for (String stage : stages) {
            if (!SizedFill.LENGTHS.containsKey(stage)) {
                throw common.wrong("--stages: no lengths are called " + stage);
            }
        }
        Setup setup = Setup.ofBytes(ValueKind.BYTES_100, 100, (long) capacityMib << 20);
        int keys = (int) Math.max(1, times * setup.capacityBytes() / (setup.valueBytes() + KeyKind.STRING.bytes()));
        Result result = new Result("density", common, System.out).with("capacity_bytes", setup.capacityBytes()).with("keys", keys);
        List<PeerKind> kinds = peers.or(PeerKind.allCaches());
        try (Progress progress = new Progress(kinds.size() * (1 + stages.size())); Contest contest = new Contest(result, progress, peers, common.seed)) {
            for (PeerKind kind : kinds) {
                if (contest.open(kind, setup, Map.of(), DensityMain.class, List.of(String.valueOf(keys)))) {
                    stages(contest, kind, result);
                    contest.end(kind);
                }
            }
        }
        return result.finish();
    }

    private void stages(Contest contest, PeerKind kind, Result result) {
        for (int i = 0; i < stages.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("stage", i + 1);
            row.put("lengths", stages.get(i));
            String lengths = stages.get(i);
            String answer = contest.ask(kind, row, process -> process.ask(lengths));
            if (answer == null) {
                return;
            }
            row.put("peer", kind.label());
            ((Map<?, ?>) Json.read(answer)).forEach((name, value) -> row.put((String) name, value));
            result.row(row);
        }
    }
}
