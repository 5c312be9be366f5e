package org.varve.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What figures the result file of a command makes. */
final class Figures {
    private static final Map<String, Function<ResultFile, List<Figure>>> BY_COMMAND = Map.of("throughput", ThroughputFigures::of, "latency", LatencyFigures::of,
            "gc", GcFigures::of, "density", DensityFigures::of, "hitratio", HitRatioFigures::of, "churn", ChurnFigures::of, "expiry", ExpiryFigures::of, "ycsb",
            YcsbFigures::of);

    private Figures() {
    }

    /** Those of a file; none if there are none for its command. */
    static List<Figure> of(ResultFile file) {
        return BY_COMMAND.getOrDefault(file.command(), none -> List.of()).apply(file);
    }
}
