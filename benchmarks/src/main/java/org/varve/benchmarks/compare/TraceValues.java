package org.varve.benchmarks.compare;

import org.varve.benchmarks.trace.Sizes;
import org.varve.benchmarks.trace.Trace;
import org.varve.benchmarks.trace.TraceSource;

/**
 * A trace, and how large the values are that are put for its keys.
 *
 * @param source       of the requests
 * @param own          sizes of keys of a trace that does not tell them; between the same bounds if all are to be of one size
 * @param fixed        whether {@code own} counts even if the trace tells sizes
 * @param mostRequests those after are left out
 * @param mostBytes    of a value; larger ones count as so large
 */
record TraceValues(TraceSource source, Sizes own, boolean fixed, int mostRequests, int mostBytes) {
    private static final String BETWEEN = "\t";

    /** As an argument for another JVM. */
    String argument() {
        return source.text() + BETWEEN + own.min() + BETWEEN + own.max() + BETWEEN + fixed + BETWEEN + mostRequests + BETWEEN + mostBytes;
    }

    static TraceValues parse(String argument) {
        String[] parts = argument.split(BETWEEN);
        return new TraceValues(TraceSource.parse(parts[0]), new Sizes(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])), Boolean.parseBoolean(parts[3]),
                Integer.parseInt(parts[4]), Integer.parseInt(parts[5]));
    }

    /** Bytes of the value of each key. */
    int[] sizes(Trace trace) {
        int[] sizes = new int[trace.distinct()];
        for (int key = 0; key < sizes.length; key++) {
            sizes[key] = Math.min(mostBytes, fixed || trace.sizes() == null ? own.of(key) : trace.sizes()[key]);
        }
        return sizes;
    }
}
