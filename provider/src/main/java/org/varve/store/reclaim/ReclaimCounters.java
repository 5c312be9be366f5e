package org.varve.store.reclaim;

import java.util.concurrent.atomic.LongAdder;
import org.varve.store.observe.PassKind;

/** What reclaiming has done and cost so far. */
public final class ReclaimCounters {
    private final LongAdder compactions = new LongAdder();
    private final LongAdder compactionNanos = new LongAdder();
    private final LongAdder copiedBytes = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder evictedBytes = new LongAdder();
    private final LongAdder evictionPasses = new LongAdder();
    private final LongAdder evictionNanos = new LongAdder();
    private final LongAdder expirations = new LongAdder();
    private final LongAdder expiredBytes = new LongAdder();
    private final LongAdder sweeps = new LongAdder();
    private final LongAdder sweepNanos = new LongAdder();
    private final LongAdder stalls = new LongAdder();
    private final LongAdder stallNanos = new LongAdder();
    private final LongAdder oversized = new LongAdder();

    /** An entry was dropped that somebody could have read again. */
    public void evicted() {
        evictions.increment();
    }

    /** An entry could not be kept at all; it counts as evicted, too. */
    public void oversized() {
        oversized.increment();
        evictions.increment();
    }

    void evicted(long records, long bytes) {
        evictions.add(records);
        evictedBytes.add(bytes);
    }

    void expired(long records, long bytes) {
        expirations.add(records);
        expiredBytes.add(bytes);
    }

    /** A segment has been emptied. */
    void pass(PassKind kind) {
        (kind.mayEvict() ? evictionPasses : compactions).increment();
    }

    /** Time was spent on a pass. */
    void worked(PassKind kind, long nanos) {
        (kind.mayEvict() ? evictionNanos : compactionNanos).add(nanos);
    }

    void sweep() {
        sweeps.increment();
    }

    /** Time was spent on a sweep. */
    void swept(long nanos) {
        sweepNanos.add(nanos);
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

    /** Segments that have been emptied, for whatever reason. */
    public long passes() {
        return compactions.sum() + evictionPasses.sum();
    }

    /** Sweeps of all indexes for what has expired. */
    public long sweeps() {
        return sweeps.sum();
    }

    public long copiedBytes() {
        return copiedBytes.sum();
    }

    /** All of them, read one after the other. */
    public ReclaimFigures figures() {
        return new ReclaimFigures(compactions.sum(), compactionNanos.sum(), copiedBytes.sum(), evictions.sum(), evictedBytes.sum(), evictionPasses.sum(),
                evictionNanos.sum(), expirations.sum(), expiredBytes.sum(), sweeps.sum(), sweepNanos.sum(), stalls.sum(), stallNanos.sum(), oversized.sum());
    }
}
