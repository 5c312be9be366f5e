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
        return millis(delays.getMaxValue());
    }

    static double millis(long nanos) {
        return nanos / NANOS;
    }

    static void show(Result result, String name, Histogram delays) {
        result.progress("    %-28s %,12d times, median %s, 99.99 %% %s, longest %s ms", name, delays.getTotalCount(), text(delays.getValueAtPercentile(50)),
                text(delays.getValueAtPercentile(RARE)), text(delays.getMaxValue()));
    }

    private static String text(long nanos) {
        return String.format(Locale.ROOT, "%.4f", millis(nanos));
    }
}
