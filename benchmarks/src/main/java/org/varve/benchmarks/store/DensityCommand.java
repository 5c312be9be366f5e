package org.varve.benchmarks.store;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Lengths;
import org.varve.benchmarks.measure.Resident;
import org.varve.benchmarks.measure.ResidentPeak;
import org.varve.benchmarks.measure.Result;
import org.varve.store.StoreFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Live payload per byte of budget after fills with several sizes, and what is resident meanwhile. */
@Command(name = "density", description = "Live payload / budget: filled, churned, mixed sizes; resident memory beyond the heap.")
public final class DensityCommand implements Callable<Integer> {
    /** Large enough for extents that the C library gives back to the system when they are freed; what it kept would be hidden in the baseline. */
    private static final long WARM_UP_BUDGET = 128L << 20;
    private static final Lengths SMALL = Lengths.fixed(100);
    private static final Lengths MEDIUM = Lengths.uniform(130, 200);
    private static final Lengths MIXED = Lengths.pareto(40, 2048, 0.65);
    private static final double RESIDENT_BOUND = 1.03;
    /** A field, because the log manager forgets loggers that nobody holds, and their levels with them. */
    private static final Logger VARVE_LOG = Logger.getLogger("org.varve");

    /** One fill and what it should reach. */
    private record Stage(String name, Lengths sizes, double target) {
    }

    /** Fills that follow each other in one store. */
    private record Series(KeyKind kind, List<Stage> stages) {
    }

    private static final List<Series> ALL = List.of(
            new Series(KeyKind.STRING, List.of(new Stage("filled_100", SMALL, 0.80), new Stage("churned_130_200", MEDIUM, 0.77),
                    new Stage("back_at_100", SMALL, 0.77))),
            new Series(KeyKind.STRING, List.of(new Stage("mixed_40_2048", MIXED, 0.80))),
            new Series(KeyKind.LONG, List.of(new Stage("long_32", Lengths.fixed(32), 0.62))),
            new Series(KeyKind.STRING, List.of(new Stage("filled_1024", Lengths.fixed(1024), 0.935))));

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(names = "--budget", description = "MiB. Default: ${DEFAULT-VALUE}")
    private int budgetMib = 256;

    @Option(names = "--times", description = "Each fill puts so many budgets of payload. Default: ${DEFAULT-VALUE}")
    private double times = 4;

    @Option(names = "--overwrites", description = "Percentage of puts that overwrite a newer entry at random. Default: ${DEFAULT-VALUE}")
    private double overwrites;

    @Option(names = "--jcache", description = "Through the API of JCache instead of the store's.")
    private boolean jcache;

    @Option(names = "--minutes", description = "Then churn for so long, sizes changing. Default: ${DEFAULT-VALUE}")
    private double minutes;

    private Result result;
    private long budget;

    @Override
    public Integer call() {
        // Each of the managers would announce its budget between the figures.
        VARVE_LOG.setLevel(Level.WARNING);
        budget = (long) budgetMib << 20;
        result = new Result("store density", common, System.out).with("budget_bytes", budget).with("times", times).with("overwrites_percent", overwrites)
                .with("api", jcache ? "jcache" : "store").with("heap_fixed", Resident.isHeapFixed());
        // What the JVM needs for the code itself is to be there before the baseline is taken.
        result.with("resident_before_warm_up_bytes", Resident.beyondHeap());
        ALL.forEach(series -> run(series, Math.min(budget, WARM_UP_BUDGET), null));
        System.gc();
        try (ResidentPeak resident = new ResidentPeak()) {
            ALL.forEach(series -> run(series, budget, resident));
            if (minutes > 0) {
                churn(resident);
            }
            result.with("resident_baseline_bytes", resident.baseline()).with("resident_peak_bytes", resident.peak());
            if (Resident.isHeapFixed()) {
                result.atMost("resident_peak_per_budget", (double) resident.peak() / budget, RESIDENT_BOUND);
            } else {
                result.progress("Resident memory tells nothing about the store, because the heap comes and goes: -Xms = -Xmx, -XX:+AlwaysPreTouch.");
            }
        }
        return result.finish();
    }

    private DensityTarget open(long bytes, KeyKind kind) {
        return jcache ? DensityTarget.cache(bytes, kind) : DensityTarget.store(bytes, kind);
    }

    /** @param resident null for a trial that is not to be told of */
    private void run(Series series, long bytes, ResidentPeak resident) {
        try (DensityTarget target = open(bytes, series.kind())) {
            DensityFill fill = new DensityFill(target, series.kind(), common.seed, overwrites / 100);
            for (Stage stage : series.stages()) {
                long start = System.nanoTime();
                fill.bytes((long) ((resident == null ? 1 : times) * bytes), stage.sizes());
                if (resident != null) {
                    result.progress("%s: filled in %.1f s, resident %+.1f MiB since the start", stage.name(), (System.nanoTime() - start) / 1e9,
                            resident.now() / 1048576.0);
                    report(stage.name(), target, stage.target());
                }
            }
        }
    }

    private void report(String name, DensityTarget target, double bound) {
        LiveContent content = target.content();
        StoreFigures figures = target.figures();
        result.with(name + "_entries", content.entries()).atLeast(name, (double) content.payload() / budget, bound);
        result.progress("    of the budget: live records %.4f, dead %.4f, free %.4f, index %.4f; evicted %,d", share(figures::live), share(figures::dead),
                share(figures::free), share(figures::index), figures.evictions());
    }

    private double share(Supplier<Long> bytes) {
        return (double) bytes.get() / budget;
    }

    private void churn(ResidentPeak resident) {
        long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        double least = 1;
        long rounds = 0;
        try (DensityTarget target = open(budget, KeyKind.STRING)) {
            DensityFill fill = new DensityFill(target, KeyKind.STRING, common.seed, overwrites / 100);
            List<Lengths> sizes = List.of(SMALL, MEDIUM, SMALL, MIXED);
            for (; System.nanoTime() < end; rounds++) {
                fill.bytes((long) (times * budget), sizes.get((int) (rounds % sizes.size())));
                double density = (double) target.content().payload() / budget;
                least = Math.min(least, density);
                result.progress("churn %d: density %.4f, resident %+.1f MiB since the start, at most %+.1f", rounds, density, resident.now() / 1048576.0,
                        resident.peak() / 1048576.0);
            }
        }
        result.with("churn_minutes", minutes).with("churn_rounds", rounds).with("churn_least_density", least);
    }
}
