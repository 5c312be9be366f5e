package org.varve.store.reclaim;

import java.util.concurrent.TimeUnit;

/**
 * How many records one step of a worker deals with: as many as take less than a millisecond here and now. Writers may be waiting, and whoever computes for longer
 * is more likely to be preempted. A record costs a tenth of a microsecond to three, and many times that before the code has been compiled, or after compiled code was
 * given up because it had met something new: so there is one for each kind of pass, which begins with few, and what took many times too long is followed by as many times less.
 */
final class SliceSize {
    private static final int LEAST = 32;
    private static final int MOST = 512;
    private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(1000);
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(400);

    private int records = LEAST;

    /** Records of each segment in the next step. */
    int records() {
        return records;
    }

    void took(long nanos) {
        if (nanos > LONG_NANOS) {
            records = (int) Math.max(LEAST, Math.min(records / 2, records * LONG_NANOS / nanos));
        } else if (nanos < SHORT_NANOS) {
            records = Math.min(MOST, records * 2);
        }
    }
}
