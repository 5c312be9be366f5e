package org.varve.benchmarks.measure;

/**
 * Many operations in one loop on entries chosen at random, for one thread. Every kind of operation is a subclass with a loop of its own, so that the compiler
 * treats each as if it were the only one.
 */
public abstract class Loop {
    /** Operations between two looks at the clock. */
    public static final int BATCH = 1024;

    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private final long entries;
    private long state;
    private long sum;

    /** @param entries the operations are on 0 to {@code entries} - 1, less than 2^32 */
    public Loop(long entries, long seed) {
        this.entries = entries;
        this.state = seed;
    }

    /** Does {@value #BATCH} operations; returns something that depends on all of them. */
    public abstract long batch();

    /** Number of the next entry. */
    public final long next() {
        state = state * MULTIPLIER + INCREMENT;
        return (state >>> 32) * entries >>> 32;
    }

    /** Goes on for so long; returns the nanoseconds per operation. */
    public final double run(long nanos) {
        long start = System.nanoTime();
        long batches = 0;
        long passed;
        do {
            sum += batch();
            batches++;
            passed = System.nanoTime() - start;
        } while (passed < nanos);
        return (double) passed / (batches * BATCH);
    }

    /** What the compiler cannot know beforehand. */
    public final long sum() {
        return sum;
    }
}
