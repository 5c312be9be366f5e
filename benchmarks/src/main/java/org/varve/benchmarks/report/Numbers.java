package org.varve.benchmarks.report;

import java.util.Locale;

/** Numbers in words: three digits, more only for whole ones. */
final class Numbers {
    private static final double TINY = 0.001;

    private Numbers() {
    }

    /** As in tables and beside bars. */
    static String show(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size < TINY) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    /** As on axes, where the step says how many digits matter. */
    static String tick(double value) {
        if (value == 0) {
            return "0";
        }
        String text = String.format(Locale.ROOT, Math.abs(value) >= 1 ? "%,.2f" : "%.6f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** A coordinate: a tenth of a pixel is enough. */
    static String at(double coordinate) {
        String text = String.format(Locale.ROOT, "%.1f", coordinate);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
