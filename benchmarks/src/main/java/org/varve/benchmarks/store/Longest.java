package org.varve.benchmarks.store;

import java.util.concurrent.atomic.LongAccumulator;

/** The longest of many operations of one thread: with all that held the thread up, and without the time for which it was ready and had no processor. Any thread may ask. */
final class Longest {
    /** An operation of this length may have been interrupted. */
    static final long LONG_NANOS = 1_000_000;

    private final LongAccumulator all = new LongAccumulator(Math::max, 0);
    private final LongAccumulator running = new LongAccumulator(Math::max, 0);

    /**
     * An operation has ended. By the thread that did it.
     *
     * @param nanos  it took
     * @param waited what the queue told before the operation
     */
    void took(long nanos, long waited, RunQueue queue) {
        all.accumulate(nanos);
        running.accumulate(nanos < LONG_NANOS ? nanos : Math.max(0, nanos - (queue.waitedNanos() - waited)));
    }

    /** Nanoseconds, since the last call; 0 if there was none. */
    long nanos() {
        return all.getThenReset();
    }

    /** Nanoseconds without the time in the run queue, since the last call. */
    long runningNanos() {
        return running.getThenReset();
    }
}
