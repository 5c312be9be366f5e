package org.varve.store.reclaim;

import java.util.concurrent.atomic.LongAdder;

/** What reclaiming has done and cost so far. */
public final class ReclaimCounters {
    private final LongAdder evictions = new LongAdder();
    private final LongAdder expirations = new LongAdder();
    private final LongAdder passes = new LongAdder();
    private final LongAdder sweeps = new LongAdder();
    private final LongAdder copiedBytes = new LongAdder();
    private final LongAdder stalls = new LongAdder();
    private final LongAdder stallNanos = new LongAdder();

    /** An entry was dropped that somebody could have read again. */
    public void evicted() {
        evictions.increment();
    }

    void dropped(long evicted, long expired) {
        evictions.add(evicted);
        expirations.add(expired);
    }

    void pass() {
        passes.increment();
    }

    void sweep() {
        sweeps.increment();
    }

    void copied(long bytes) {
        copiedBytes.add(bytes);
    }

    void stalled(long nanos) {
        stalls.increment();
        stallNanos.add(nanos);
    }

    public long evictions() {
        return evictions.sum();
    }

    /** Mappings that were dropped because they had expired. */
    public long expirations() {
        return expirations.sum();
    }

    public long passes() {
        return passes.sum();
    }

    /** Sweeps of all indexes for what has expired. */
    public long sweeps() {
        return sweeps.sum();
    }

    public long copiedBytes() {
        return copiedBytes.sum();
    }

    public long stalls() {
        return stalls.sum();
    }

    public long stallNanos() {
        return stallNanos.sum();
    }
}
