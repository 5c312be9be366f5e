package org.varve.benchmarks.measure;

import java.util.function.LongSupplier;

/**
 * Operations that arrive at a constant rate, whether the one before is done or not, as requests from outside do. The latency of each is counted from the moment
 * at which it was due, so one that is slow makes those behind it late, and they count as late: nothing is omitted because the measurer itself had to wait
 * (G. Tene calls the opposite "coordinated omission").
 */
public final class OpenLoop {
    /** An operation. */
    @FunctionalInterface
    public interface Operation {
        /** @param number of the operation, from 0 */
        void run(long number);
    }

    /** Hears of each operation. */
    @FunctionalInterface
    public interface Listener {
        /** @param nanos from when it was due until it was done */
        void done(long number, long nanos);
    }

    /** So many times the time that the arrivals take, and whoever is not done by then is not served. */
    private static final double PATIENCE = 1.5;

    private final double gapNanos;
    private final LongSupplier clock;
    private final Runnable waiting;

    /** @param perSecond arrivals, more than 0 */
    public OpenLoop(double perSecond) {
        this(perSecond, System::nanoTime, Thread::onSpinWait);
    }

    OpenLoop(double perSecond, LongSupplier clock, Runnable waiting) {
        this.gapNanos = 1e9 / perSecond;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Runs all operations that arrive within so many nanoseconds. Where they cannot be served within one and a half times that, those left are counted with the
     * time that they have waited by then, which is the least that they would have taken.
     *
     * @return the share of the operations that were served, 1 if the cache kept up
     */
    public double run(long nanos, Operation operation, Listener listener) {
        long arrivals = Math.max(1, (long) (nanos / gapNanos));
        long start = clock.getAsLong();
        long end = start + (long) (nanos * PATIENCE);
        for (long number = 0; number < arrivals; number++) {
            long due = start + (long) (number * gapNanos);
            long now = clock.getAsLong();
            while (now < due) {
                waiting.run();
                now = clock.getAsLong();
            }
            if (now > end) {
                return giveUp(number, arrivals, start, now, listener);
            }
            operation.run(number);
            listener.done(number, clock.getAsLong() - due);
        }
        return 1;
    }

    private double giveUp(long served, long arrivals, long start, long now, Listener listener) {
        for (long number = served; number < arrivals; number++) {
            listener.done(number, now - (start + (long) (number * gapNanos)));
        }
        return (double) served / arrivals;
    }
}
