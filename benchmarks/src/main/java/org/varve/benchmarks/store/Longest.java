package org.varve.benchmarks.store;

import java.util.concurrent.atomic.LongAccumulator;

/** The longest of many operations of one thread: as long as it took, and without the time for which the thread was ready and had no processor. Any thread may ask. */
final class Longest {
    /** An operation of this length may have been interrupted. */
    static final long LONG_NANOS = 1_000_000;

    private final LongAccumulator all = new LongAccumulator(Math::max, 0);
    private final LongAccumulator own = new LongAccumulator(Math::max, 0);

    /**
     * An operation has ended. By the thread that did it.
     *
     * @param nanos    it took
     * @param withheld marked before the operation
     */
    void took(long nanos, Withheld withheld) {
        all.accumulate(nanos);
        own.accumulate(nanos < LONG_NANOS ? nanos : Math.max(0, nanos - withheld.nanos()));
    }

    /** Nanoseconds, since the last call; 0 if there was none. */
    long nanos() {
        return all.getThenReset();
    }

    /** Nanoseconds without the time that was withheld, since the last call. */
    long ownNanos() {
        return own.getThenReset();
    }
}
