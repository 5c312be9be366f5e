package org.varve.benchmarks.trace;

/**
 * Sizes for the keys of a trace, which has none: the same for a key every time, spread evenly over the logarithm between two bounds.
 *
 * @param min smallest size, at least 1
 * @param max largest size
 */
public record Sizes(int min, int max) {
    /** Capacities then are numbers of entries. */
    public static final Sizes ONE = new Sizes(1, 1);

    /** Checks the bounds. */
    public Sizes {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("impossible sizes: " + min + " to " + max);
        }
    }

    /** Of a key. */
    public int of(int key) {
        if (min == max) {
            return min;
        }
        double at = (Hashes.of(~(long) key) >>> 11) * 0x1p-53;
        return (int) Math.min(max, min * Math.pow((double) max / min, at));
    }
}
