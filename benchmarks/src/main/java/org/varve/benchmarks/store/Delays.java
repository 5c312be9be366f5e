package org.varve.benchmarks.store;

import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.varve.benchmarks.measure.Result;

/** Tells of distributions of nanoseconds in milliseconds. */
final class Delays {
    private static final double NANOS = 1e6;
    private static final double RARE = 99.99;

    private Delays() {
    }

    static double max(Histogram delays) {
        return delays.getMaxValue() / NANOS;
    }

    static void show(Result result, String name, Histogram delays) {
        result.progress("    %-28s %,12d times, median %s, 99.99 %% %s, longest %s ms", name, delays.getTotalCount(), millis(delays.getValueAtPercentile(50)),
                millis(delays.getValueAtPercentile(RARE)), millis(delays.getMaxValue()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.4f", nanos / NANOS);
    }
}
