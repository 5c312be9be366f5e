package org.varve.benchmarks.store;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Result;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreFigures;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Entries that nobody reads run out of time: how soon their memory is free again, what that costs, and whom it delays. */
@Command(name = "expiry", description = "Memory given back for expired entries that nobody touches; its cost and the delays it causes.")
public final class ExpiryCommand implements Callable<Integer> {
    private static final long LOOK_NANOS = 20_000_000;
    private static final long ROOM = 64L << 20;
    private static final int GENEROUS = 48;
    private static final double LEFT_BOUND = 0.01;
    private static final double SECONDS_BOUND = 2;
    private static final double CPU_BOUND = 200;
    private static final double DELAY_BOUND = 5;

    @Mixin private CommonOptions common;

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 10_000_000;

    @Option(names = "--ttl", description = "Time to live in seconds. Default: ${DEFAULT-VALUE}")
    private double ttlSeconds = 10;

    @Option(names = "--value", description = "Bytes of a value. Default: ${DEFAULT-VALUE}")
    private int valueBytes = 32;

    @Option(names = "--patience", description = "Seconds after the last expiry at which to give up. Default: ${DEFAULT-VALUE}")
    private double patienceSeconds = 10;

    private Result result;
    private Store store;
    private long peak;
    private long probeLive;

    @Override
    public Integer call() {
        long budget = ROOM + (long) entries * (KeyKind.LONG.bytes() + valueBytes + GENEROUS);
        result = new Result("store expiry", common, System.out).with("entries", entries).with("ttl_s", ttlSeconds).with("value_bytes", valueBytes)
                .with("budget_bytes", budget);
        Disturbances disturbances = new Disturbances();
        try (Store opened = Store.open(StoreOptions.of("expiry", budget, TimeSource.system()))) {
            store = opened;
            Keyspace mortal = store.openKeyspace("mortal", true);
            Runnable probing = new ProbeOperations(store.openKeyspace("probed", false), common.seed);
            probeLive = store.figures().live();
            try (Probe probe = new Probe("probe", probing); Controls controls = new Controls()) {
                long cpuBefore = ReclaimCpu.nanos();
                long last = fill(mortal);
                delays("fill", probe, controls);
                result.with("reclaim_cpu_ns_per_entry_in_fill", (ReclaimCpu.nanos() - cpuBefore) / (double) entries);
                watch(last);
                delays("expiry", probe, controls);
                result.atMost("reclaim_cpu_ns_per_entry", (ReclaimCpu.nanos() - cpuBefore) / (double) entries, CPU_BOUND);
            }
            StoreFigures figures = store.figures();
            result.with("evictions", figures.evictions()).with("records_left", figures.records() - ProbeOperations.KEYS).with("free_bytes_at_end", figures.free())
                    .with("committed_bytes", figures.committed());
        }
        disturbances.addTo(result, "");
        return result.finish();
    }

    /** Puts all entries; returns when the last of them expires, by the clock of the system in milliseconds. */
    private long fill(Keyspace keyspace) {
        StoreClient client = new StoreClient(keyspace, KeyKind.LONG);
        long ttl = (long) (ttlSeconds * 1000);
        long start = System.nanoTime();
        long expireAt = 0;
        for (long i = 0; i < entries; i++) {
            expireAt = System.currentTimeMillis() + ttl;
            client.put(i, valueBytes, expireAt);
            if ((i & 0xfff) == 0) {
                note();
            }
        }
        note();
        result.progress("filled in %.2f s; live %,d bytes", (System.nanoTime() - start) / 1e9, store.figures().live());
        return expireAt;
    }

    private long note() {
        long live = store.figures().live() - probeLive;
        peak = Math.max(peak, live);
        return live;
    }

    /** Looks at the live bytes until almost nothing is left. */
    private void watch(long last) {
        double reached = Double.NaN;
        double shown = Double.NEGATIVE_INFINITY;
        double after = (System.currentTimeMillis() - last) / 1e3;
        while (after < patienceSeconds && Double.isNaN(reached)) {
            LockSupport.parkNanos(LOOK_NANOS);
            double left = (double) Math.max(0, note()) / peak;
            after = (System.currentTimeMillis() - last) / 1e3;
            if (after - shown >= 1) {
                result.progress("    %+7.2f s after the last expiry: live %.4f of the peak", after, left);
                shown = after;
            }
            if (left < LEFT_BOUND && after >= 0) {
                reached = after;
            }
        }
        // What a late wake-up of a reclaiming thread costs is to be in the figures below.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        result.with("peak_live_bytes", peak).with("live_at_end_of_peak", (double) Math.max(0, note()) / peak);
        result.atMost("seconds_to_1_percent", Double.isNaN(reached) ? Double.POSITIVE_INFINITY : reached, SECONDS_BOUND);
    }

    /**
     * An operation that is held up delays those that are due meanwhile by less than itself. So the longest, from its beginning, tells whom the store delayed by how much, without the
     * lateness of timers, which the controls have as well.
     */
    private void delays(String phase, Probe probe, Controls controls) {
        Histogram probed = probe.lap();
        Histogram idle = controls.lap();
        Delays.show(result, phase + ": operations", probed);
        Delays.show(result, phase + ": controls", idle);
        result.with(phase + "_control_max_ms", Delays.max(idle)).with(phase + "_delay_max_ms", Delays.max(probed))
                .with(phase + "_delay_above_control_ms", Delays.max(probed) - Delays.max(idle))
                .with(phase + "_longest_own_ms", Delays.millis(probe.longest().ownNanos()))
                .atMost(phase + "_longest_ms", Delays.millis(probe.longest().nanos()), DELAY_BOUND);
    }
}
