package org.varve.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.trace.CaffeineSimulation;
import org.varve.benchmarks.trace.Sizes;
import org.varve.benchmarks.trace.Trace;
import org.varve.store.StoreOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The hit ratio of the real store on traces, beside its simulation and Caffeine with as many entries. */
@Command(name = "hitratio", description = "Hit ratio of the store on traces at given numbers of resident entries, beside its simulation and Caffeine.")
public final class HitRatioCommand implements Callable<Integer> {
    /** What an entry takes beside its value, roughly; calibration does the rest. */
    private static final int ENTRY = 40;
    private static final int SMALL_VALUE = 100;
    /** Calibration must be able to go below the first guess. */
    private static final long LEAST = StoreOptions.MIN_CAPACITY + StoreOptions.MIN_CAPACITY / 2;
    private static final long GRAIN = 4096;
    private static final int TRIALS = 12;
    /** Points by which the store may differ from its simulation, and the fewest entries for which that is asked: below, a segment is a few entries. */
    private static final double BOUND = 0.5;
    private static final long FEWEST = 1_000;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Parameters(arity = "1..*", paramLabel = "FILE=ENTRIES[,ENTRIES...]",
            description = "Traces (little-endian 32-bit keys, gzip), and how many entries are to be resident.")
    private List<String> traces;

    @Option(names = "--runs", description = "Runs of the store, of its simulation, with seeds from --seed on, and of Caffeine; the means are compared."
            + " Default: ${DEFAULT-VALUE}")
    private int runs = 1;

    @Option(names = "--value", description = "Bytes of a value. Default: 100, more for so few entries that the smallest store would hold more of them.")
    private int valueBytes;

    @Option(names = "--tolerance", description = "Share by which the resident entries may differ. Default: ${DEFAULT-VALUE}")
    private double tolerance = 0.003;

    @Option(names = "--least-seconds", description = "How long a trace takes at least: a short one would be over before the store's own thread has been woken."
            + " Default: ${DEFAULT-VALUE}")
    private double leastSeconds = 2;

    /** A budget, and what the store did with it. */
    private record Calibrated(long budget, TraceRun run) {
    }

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--runs must be at least 1: " + runs);
        }
        for (String argument : traces) {
            parse(argument);
        }
        Result result = new Result("store hitratio", common, System.out).with("runs", runs).with("least_seconds", leastSeconds);
        for (String argument : traces) {
            Path file = Path.of(argument.substring(0, argument.lastIndexOf('=')));
            Trace trace = Trace.read(file);
            String name = file.getFileName().toString().split("\\.", 2)[0];
            double lead = Arrays.stream(parse(argument)).mapToDouble(entries -> compare(result, name, trace, entries)).average().orElseThrow();
            result.atLeast(name + "_points_above_caffeine", lead, 0);
        }
        return result.finish();
    }

    private long[] parse(String argument) {
        try {
            long[] entries = Arrays.stream(argument.substring(argument.lastIndexOf('=') + 1).split(",")).mapToLong(Long::parseLong).toArray();
            if (argument.indexOf('=') > 0 && Arrays.stream(entries).allMatch(each -> each > 0)) {
                return entries;
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw new CommandLine.ParameterException(spec.commandLine(), "must be a file and numbers of entries, like oltp.gz=1000,5000: " + argument);
    }

    /** Returns by how many points the store is above Caffeine. */
    private double compare(Result result, String trace, Trace keys, long entries) {
        String name = trace + "_" + entries;
        int value = valueBytes > 0 ? valueBytes : (int) Math.max(SMALL_VALUE, LEAST / entries - ENTRY);
        Calibrated calibrated = calibrate(result, keys, entries, value);
        TraceRun[] stores = new TraceRun[runs];
        stores[0] = calibrated.run;
        for (int i = 1; i < runs; i++) {
            stores[i] = play(keys, calibrated.budget, value);
        }
        SimulatedStore[] simulated = new SimulatedStore[runs];
        for (int i = 0; i < runs; i++) {
            simulated[i] = SimulatedStore.like(stores[i], keys, common.seed + i);
        }
        result.with(name + "_budget_bytes", calibrated.budget).with(name + "_value_bytes", value).with(name + "_filled", calibrated.run.filled());
        mean(result, name + "_resident", i -> stores[i].resident());
        mean(result, name + "_simulated_resident", i -> simulated[i].resident());
        mean(result, name + "_segments", i -> stores[i].segments());
        mean(result, name + "_simulated_segments", i -> simulated[i].segments());
        double sketch = mean(result, name + "_sketch_bytes", i -> stores[i].sketchBytes());
        result.with(name + "_sketch_bytes_per_entry", sketch / calibrated.run.resident());
        double store = mean(result, name + "_store_percent", i -> stores[i].hitRatio());
        double simulation = mean(result, name + "_simulated_percent", i -> simulated[i].hitRatio());
        double caffeine = mean(result, name + "_caffeine_percent",
                i -> 100 * keys.ratio(new CaffeineSimulation(Math.round(stores[i].resident()), Sizes.ONE).hits(keys)));
        double off = Math.abs(store - simulation);
        if (entries < FEWEST) {
            result.with(name + "_points_from_simulated", off);
        } else {
            result.atMost(name + "_points_from_simulated", off, BOUND);
        }
        return store - caffeine;
    }

    /** Notes the mean over the runs, and how far they are apart. */
    private double mean(Result result, String name, IntToDoubleFunction ofRun) {
        DoubleSummaryStatistics all = IntStream.range(0, runs).mapToDouble(ofRun).summaryStatistics();
        result.with(name, all.getAverage());
        if (all.getMax() > all.getMin()) {
            result.with(name + "_spread", all.getMax() - all.getMin());
        }
        return all.getAverage();
    }

    private Calibrated calibrate(Result result, Trace keys, long entries, int value) {
        long budget = entries * (value + ENTRY);
        Calibrated best = null;
        for (int trial = 0; trial < TRIALS && (best == null || miss(best.run, entries) > tolerance); trial++) {
            budget = Math.max(StoreOptions.MIN_CAPACITY, budget / GRAIN * GRAIN);
            TraceRun run = play(keys, budget, value);
            result.progress("    budget %,d: %,.1f resident, hit ratio %.2f %%", budget, run.resident(), run.hitRatio());
            if (best == null || miss(run, entries) < miss(best.run, entries)) {
                best = new Calibrated(budget, run);
            }
            budget = (long) (budget * entries / Math.max(1, run.resident()));
        }
        return best;
    }

    private TraceRun play(Trace keys, long budget, int value) {
        return TraceRun.play(keys, budget, value, (long) (leastSeconds * 1e9));
    }

    private static double miss(TraceRun run, long entries) {
        return Math.abs(run.resident() - entries) / entries;
    }
}
