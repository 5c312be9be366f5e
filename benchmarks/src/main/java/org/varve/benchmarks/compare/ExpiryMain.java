package org.varve.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.varve.benchmarks.measure.Footprint;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.peers.PeerCache;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;

/** A cache whose entries expire and that nobody touches afterwards. */
final class ExpiryMain implements ForkedMain.Answers {
    private static final double LEFT = 0.01;
    private static final long LOOK_MILLIS = 20;
    private static final double MILLIS = 1e3;

    private final PeerCache cache;
    private final Setup setup;
    private final long baseline;

    private ExpiryMain(PeerKind kind, Setup setup) throws Exception {
        this.setup = setup;
        baseline = Footprint.exact();
        cache = kind.peer().open(setup);
    }

    /** @param arguments kind of the cache, setup, seed */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new ExpiryMain(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1])));
    }

    /** @param question seconds after the last expiry at which to give up */
    @Override
    public String to(String question) {
        double patience = Double.parseDouble(question);
        byte[] value = new byte[setup.valueBytes()];
        for (int i = 0; i < setup.entries(); i++) {
            cache.put((String) KeyKind.STRING.object(i), value);
        }
        long last = System.currentTimeMillis() + setup.ttlMillis();
        double peak = cache.held();
        long full = Footprint.exact() - baseline;
        sleep(last - System.currentTimeMillis());
        long cpu = Footprint.cpuNanos();
        Double reached = null;
        double after = 0;
        double left = held(peak);
        while (after < patience && reached == null) {
            left = held(peak);
            after = (System.currentTimeMillis() - last) / MILLIS;
            if (peak > 0 && left < LEFT) {
                reached = after;
            } else {
                sleep(LOOK_MILLIS);
            }
        }
        cpu = Footprint.cpuNanos() - cpu;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("held_peak", peak);
        figures.put("held_left_percent", peak > 0 ? 100 * left : null);
        figures.put("seconds_to_1_percent", reached);
        figures.put("watched_s", after);
        figures.put("cpu_ns_per_entry", (double) cpu / setup.entries());
        figures.put("memory_full_bytes", full);
        figures.put("memory_after_bytes", Footprint.exact() - baseline);
        return Json.line(figures);
    }

    private double held(double peak) {
        return peak > 0 ? cache.held() / peak : 1;
    }

    private static void sleep(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            LockSupport.parkNanos(end - now);
        }
    }
}
