package org.varve.benchmarks.store;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Resident;
import org.varve.benchmarks.measure.Result;
import org.varve.store.Store;
import org.varve.store.StoreFigures;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The longest operation while the store grows, compacts, expires and changes its budget, against idle controls in the same run. */
@Command(name = "pause", description = "The longest operation while the store grows, compacts, expires and shrinks, against idle controls.")
public final class PauseCommand implements Callable<Integer> {
    private static final double BOUND = 10;
    private static final long LOOK_NANOS = 10_000_000;
    private static final double PATIENCE = 120;

    @Mixin private CommonOptions common;

    @Option(names = "--entries", description = "To grow to. Default: ${DEFAULT-VALUE}")
    private long entries = 10_000_000;

    @Option(names = "--budget", description = "MiB. Default: ${DEFAULT-VALUE}")
    private int budgetMib = 1024;

    @Option(names = "--shrunk", description = "MiB to which the budget is lowered. Default: ${DEFAULT-VALUE}")
    private int shrunkMib = 256;

    @Option(names = "--churn", description = "Seconds of load after growing, and after each change of the budget. Default: ${DEFAULT-VALUE}")
    private double churnSeconds = 20;

    private Result result;
    private Store store;
    private Load load;
    private Probe probe;
    private Controls controls;

    @Override
    public Integer call() {
        result = new Result("store pause", common, System.out).with("entries", entries).with("budget_mib", budgetMib).with("shrunk_mib", shrunkMib);
        try (Store opened = Store.open(StoreOptions.of("pause", mebibytes(budgetMib), TimeSource.system()))) {
            store = opened;
            Runnable probing = new ProbeOperations(store.openKeyspace("probed", false), common.seed + 1);
            try (Probe first = new Probe("probe", probing); Controls second = new Controls();
                    Load started = new Load(store.openKeyspace("lasting", false), store.openKeyspace("expiring", true), common.seed)) {
                probe = first;
                controls = second;
                load = started;
                phases();
            }
        }
        return result.finish();
    }

    private void phases() {
        phase("grow", () -> load.grown() >= entries, Double.POSITIVE_INFINITY);
        phase("fill", () -> store.figures().evictions() > 0, PATIENCE);
        load.setKind(Load.Kind.MIX);
        phase("churn", () -> false, churnSeconds);
        long start = System.nanoTime();
        store.resize(mebibytes(shrunkMib));
        result.with("resize_call_ms", (System.nanoTime() - start) / 1e6);
        double seconds = phase("shrink", () -> store.figures().committed() <= mebibytes(shrunkMib), PATIENCE);
        result.with("shrink_s", seconds).with("shrunk_resident_beyond_heap", Resident.beyondHeap());
        phase("shrunk", () -> false, churnSeconds);
        store.resize(mebibytes(budgetMib));
        phase("raised", () -> false, churnSeconds);
    }

    private static long mebibytes(long n) {
        return n << 20;
    }

    /** Lets the load go on until something is so, at most for a while; tells what the longest operation was. Returns the seconds. */
    private double phase(String name, BooleanSupplier isOver, double seconds) {
        Disturbances disturbances = new Disturbances();
        StoreFigures before = store.figures();
        long start = System.nanoTime();
        double passed;
        do {
            LockSupport.parkNanos(LOOK_NANOS);
            load.grown();
            passed = (System.nanoTime() - start) / 1e9;
        } while (passed < seconds && !isOver.getAsBoolean());
        Histogram operations = load.lap();
        long own = Math.max(load.longest().ownNanos(), probe.longest().ownNanos());
        Histogram probed = probe.lap();
        Histogram idle = controls.lap();
        StoreFigures after = store.figures();
        result.progress("%s: %.1f s, %,d records now, stalls of %.1f ms in all", name, passed, after.records(),
                (after.stallNanos() - before.stallNanos()) / 1e6);
        Delays.show(result, "load, each operation", operations);
        Delays.show(result, "probe, every 0.1 ms", probed);
        Delays.show(result, "controls, every 0.1 ms", idle);
        disturbances.addTo(result, name + "_");
        result.with(name + "_operations", operations.getTotalCount()).with(name + "_compactions", after.compactions() - before.compactions())
                .with(name + "_evictions", after.evictions() - before.evictions()).with(name + "_stalls", after.stalls() - before.stalls());
        result.with(name + "_control_max_ms", Delays.max(idle)).with(name + "_load_max_ms", Delays.max(operations))
                .with(name + "_probe_max_ms", Delays.max(probed)).with(name + "_own_max_ms", Delays.millis(own));
        double above = Math.max(Delays.max(operations), Delays.max(probed)) - Delays.max(idle);
        if (Delays.max(idle) > BOUND) {
            result.withoutVerdict(name + "_max_above_control_ms", above, "the machine delayed the controls as well");
        } else {
            result.atMost(name + "_max_above_control_ms", above, BOUND);
        }
        return passed;
    }
}
