package org.varve.benchmarks.ycsb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.varve.benchmarks.compare.Contest;
import org.varve.benchmarks.compare.PeerOptions;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Progress;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Spread;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** YCSB's workloads A, B, C, D and F. */
@Command(name = "ycsb", description = "Workloads A, B, C, D and F of YCSB: operations per second. E is left out, because caches cannot scan.")
public final class YcsbCommand implements Callable<Integer> {
    private static final int WARM_UP_ROUNDS = 2;
    /** Records that D adds need room as well. */
    private static final int GROWTH = 3;
    private static final double PERCENT = 100;

    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Option(names = "--workloads", split = ",", description = "${COMPLETION-CANDIDATES}, always run in this order. Default: all")
    private List<YcsbWorkload> workloads = List.of(YcsbWorkload.values());

    @Option(names = "--records", description = "Of ten fields of 100 bytes. Default: ${DEFAULT-VALUE}")
    private int records = 100_000;

    @Option(names = "--threads", description = "Default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private double seconds = 1;

    @Override
    public Integer call() {
        if (records < 1 || threads < 1 || rounds < 1) {
            throw common.wrong("--records, --threads and --rounds must be at least 1");
        }
        Setup setup = Setup.withRoom(ValueKind.RECORD, records * GROWTH);
        Result result = new Result("ycsb", common, System.out).with("records", records).with("threads", threads).with("rounds", rounds).with("seconds", seconds)
                .with("baseline", peers.baseline().label()).with("workload_E", "left out: it scans keys in order, and neither JCache nor any of these caches can do that");
        List<PeerKind> kinds = peers.or(PeerKind.all());
        try (Progress progress = new Progress(kinds.size() * (1 + workloads.size() * (WARM_UP_ROUNDS + rounds)));
                Contest contest = new Contest(result, progress, peers, common.seed)) {
            for (PeerKind kind : kinds) {
                contest.open(kind, setup, Map.of(), YcsbMain.class, List.of(String.valueOf(records)));
            }
            for (YcsbWorkload workload : YcsbWorkload.values()) {
                if (workloads.contains(workload)) {
                    measure(contest, workload, result);
                }
            }
        }
        return result.finish();
    }

    private void measure(Contest contest, YcsbWorkload workload, Result result) {
        String question = workload + " " + threads + " " + seconds;
        Map<String, Object> what = Map.of("workload", workload.name());
        Map<PeerKind, List<String>> answers = contest.inTurns(WARM_UP_ROUNDS, rounds, what, process -> process.ask(question));
        List<Double> baseline = answers.containsKey(peers.baseline()) ? column(answers.get(peers.baseline()), 0, 1) : null;
        answers.forEach((kind, all) -> {
            Map<String, Object> row = new LinkedHashMap<>(what);
            row.put("peer", kind.label());
            row.put("per_s", Spread.of(column(all, 0, 1)));
            if (baseline != null) {
                row.put("per_baseline", Spread.ofRatios(column(all, 0, 1), baseline));
            }
            row.put("missing_percent", Spread.of(column(all, 1, PERCENT)));
            result.row(row);
        });
    }

    private static List<Double> column(List<String> answers, int column, double factor) {
        List<Double> figures = new ArrayList<>();
        answers.forEach(answer -> figures.add(factor * Double.parseDouble(answer.split(" ")[column])));
        return figures;
    }
}
