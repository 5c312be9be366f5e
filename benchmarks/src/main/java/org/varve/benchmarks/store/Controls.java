package org.varve.benchmarks.store;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * As many idle probes as there are processors. A virtual machine's host may leave one of its processors halted for tens of milliseconds after the timer that should wake it, and
 * whoever waits there is late, while a control on another processor is not.
 */
final class Controls implements AutoCloseable {
    private static final int WORDS = 1 << 16;

    private final List<Probe> probes = new ArrayList<>();

    Controls() {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            probes.add(new Probe("control-" + i, touching(new long[WORDS])));
        }
    }

    private static Runnable touching(long[] words) {
        int[] at = new int[1];
        return () -> {
            at[0] = at[0] * 1_664_525 + 1_013_904_223;
            words[at[0] & words.length - 1]++;
        };
    }

    /** Delays of all of them in nanoseconds since the last call. */
    Histogram lap() {
        Histogram all = probes.get(0).lap();
        probes.subList(1, probes.size()).forEach(probe -> all.add(probe.lap()));
        return all;
    }

    @Override
    public void close() {
        probes.forEach(Probe::close);
    }
}
