package org.varve.store.index;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was evicted from one cache, over all incarnations of its index. */
public final class EvictionCounter {
    private final LongAdder evictions = new LongAdder();

    /** After unlocking: an adder may allocate. */
    public void count() {
        evictions.increment();
    }

    public long sum() {
        return evictions.sum();
    }
}
