package org.varve.store.reclaim;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether the code of passes has been run often enough to have been compiled. In a store that fills for the first time writers would outrun it, and wait for tens of milliseconds, just when
 * the store is full; so some passes are rehearsed before. Shared by all workers.
 */
final class Practice {
    /** Compiled by then: the compiler's own bound is some ten thousand calls. */
    private static final long ENOUGH = 1 << 16;
    /** Segments that are carried over for that at most, where records are large. */
    private static final int MOST_REHEARSALS = 8;

    private final LongAdder records = new LongAdder();
    private final AtomicInteger rehearsals = new AtomicInteger();

    /** A pass has dealt with live records. */
    void dealtWith(int count) {
        records.add(count);
    }

    boolean isNeeded() {
        return rehearsals.get() < MOST_REHEARSALS && records.sum() < ENOUGH;
    }

    void rehearsed() {
        rehearsals.incrementAndGet();
    }
}
