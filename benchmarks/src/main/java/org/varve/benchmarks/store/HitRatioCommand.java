package org.varve.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Result;
import org.varve.store.StoreOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The hit ratio of the real store on a trace, with a budget in which so many entries stay as a simulation has. */
@Command(name = "hitratio-store", description = "Hit ratio of the store on a trace, at a given number of resident entries.")
public final class HitRatioCommand implements Callable<Integer> {
    /** What an entry takes beside its value, roughly; calibration does the rest. */
    private static final int ENTRY = 40;
    private static final int SMALL_VALUE = 100;
    /** Calibration must be able to go below the first guess. */
    private static final long LEAST = StoreOptions.MIN_CAPACITY + StoreOptions.MIN_CAPACITY / 2;
    private static final long GRAIN = 4096;
    private static final int TRIALS = 12;

    @Mixin private CommonOptions common;

    @Parameters(paramLabel = "TRACE", description = "Little-endian 32-bit keys, gzip.")
    private Path trace;

    @Option(names = "--entries", required = true, description = "Entries that are to be resident.")
    private long entries;

    @Option(names = "--value", description = "Bytes of a value. Default: 100, more for so few entries that the smallest store would hold more of them.")
    private int valueBytes;

    @Option(names = "--tolerance", description = "Share by which the resident entries may differ. Default: ${DEFAULT-VALUE}")
    private double tolerance = 0.003;

    @Override
    public Integer call() throws IOException {
        int[] keys = Trace.read(trace);
        int value = valueBytes > 0 ? valueBytes : (int) Math.max(SMALL_VALUE, LEAST / entries - ENTRY);
        Result result = new Result("hitratio-store", common, System.out).with("trace", trace.getFileName().toString()).with("requests", keys.length)
                .with("entries_wanted", entries).with("value_bytes", value);
        long budget = entries * (value + ENTRY);
        long bestBudget = 0;
        TraceRun best = null;
        for (int trial = 0; trial < TRIALS && (best == null || miss(best) > tolerance); trial++) {
            budget = Math.max(StoreOptions.MIN_CAPACITY, budget / GRAIN * GRAIN);
            TraceRun run = TraceRun.play(keys, budget, value);
            result.progress("    budget %,d: %,.1f resident, hit ratio %.4f", budget, run.resident(), run.hitRatio());
            if (best == null || miss(run) < miss(best)) {
                best = run;
                bestBudget = budget;
            }
            budget = (long) (budget * entries / Math.max(1, run.resident()));
        }
        result.with("budget_bytes", bestBudget).with("filled", best.filled()).with("entries_resident", best.resident())
                .with("off_by_percent", 100 * miss(best)).with("hit_ratio_percent", 100 * best.hitRatio());
        return result.finish();
    }

    private double miss(TraceRun run) {
        return Math.abs(run.resident() - entries) / entries;
    }
}
