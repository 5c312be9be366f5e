package org.varve.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Progress;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Spread;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speed and memory over time while the sizes of what is put shift. */
@Command(name = "churn", description = "Operations per second and memory over time in a full cache while the sizes of what is put shift.")
public final class ChurnCommand implements Callable<Integer> {
    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Option(names = "--capacity", paramLabel = "MIB", description = "Default: ${DEFAULT-VALUE}")
    private int capacityMib = 256;

    @Option(names = "--phases", split = ",", description = "Lengths of the values, one after the other: 100, 130_200, 300, 1024, 40_2048. Default: ${DEFAULT-VALUE}")
    private List<String> phases = List.of("100", "1024", "300", "40_2048", "100");

    @Option(names = "--seconds", description = "Of each phase. Default: ${DEFAULT-VALUE}")
    private double seconds = 6;

    @Option(names = "--sample", paramLabel = "SECONDS", description = "A point of the curves. Default: ${DEFAULT-VALUE}")
    private double sample = 0.5;

    @Override
    public Integer call() {
        for (String phase : phases) {
            if (!SizedFill.LENGTHS.containsKey(phase)) {
                throw common.wrong("--phases: no lengths are called " + phase);
            }
        }
        if (sample <= 0 || seconds < sample) {
            throw common.wrong("--sample must be more than 0 and at most --seconds");
        }
        Setup setup = Setup.ofBytes(ValueKind.BYTES_100, 100, (long) capacityMib << 20);
        // Half as many again as would fit if there were nothing but payload.
        int keys = (int) (setup.capacityBytes() * 3 / 2 / (100 + KeyKind.STRING.bytes()));
        Result result = new Result("churn", common, System.out).with("capacity_bytes", setup.capacityBytes()).with("keys", keys).with("phase_s", seconds)
                .with("sample_s", sample);
        List<PeerKind> kinds = peers.or(PeerKind.allCaches());
        try (Progress progress = new Progress(kinds.size() * (1 + phases.size() * samples())); Contest contest = new Contest(result, progress, peers, common.seed)) {
            for (PeerKind kind : kinds) {
                if (contest.open(kind, setup, Map.of(), ChurnMain.class, List.of(String.valueOf(keys)))) {
                    run(contest, kind, result);
                    contest.end(kind);
                }
            }
        }
        return result.finish();
    }

    private int samples() {
        return (int) Math.max(1, Math.round(seconds / sample));
    }

    private void run(Contest contest, PeerKind kind, Result result) {
        for (int i = 0; i < phases.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("phase", i + 1);
            row.put("lengths", phases.get(i));
            List<Double> at = new ArrayList<>();
            List<Double> rates = new ArrayList<>();
            List<Double> memory = new ArrayList<>();
            String question = phases.get(i) + " " + sample;
            for (int n = 0; n < samples(); n++) {
                String answer = contest.ask(kind, row, process -> process.ask(question));
                if (answer == null) {
                    return;
                }
                Map<?, ?> figures = (Map<?, ?>) Json.read(answer);
                at.add((i * samples() + n + 1) * sample);
                rates.add(((Number) figures.get("per_s")).doubleValue());
                memory.add(((Number) figures.get("memory_bytes")).doubleValue());
            }
            row.put("peer", kind.label());
            row.put("at_s", at);
            row.put("per_s", Spread.of(rates));
            row.put("memory_bytes", Spread.of(memory));
            result.row(row);
        }
    }
}
