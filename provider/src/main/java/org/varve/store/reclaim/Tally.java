package org.varve.store.reclaim;

import org.varve.store.index.Index;

/** Counts what one thread drops, and tells the accounts once per run of records of the same index instead of once per record. */
final class Tally {
    private final ReclaimCounters counters;
    private Index index;
    private long entries;
    private long bytes;
    private long evicted;
    private long expired;

    Tally(ReclaimCounters counters) {
        this.counters = counters;
    }

    void dropped(Index from, long size, boolean isEviction, boolean isExpiry) {
        if (from != index) {
            flush();
            index = from;
        }
        entries++;
        bytes += size;
        evicted += isEviction ? 1 : 0;
        expired += isExpiry ? 1 : 0;
    }

    /** To be called before anybody may expect the counts to be right. */
    void flush() {
        if (index == null) {
            return;
        }
        index.counted(-entries);
        index.account().dropped(bytes, evicted, expired);
        counters.dropped(evicted, expired);
        // The index shrinks with what it loses; later would be in the way of whoever waits for its memory.
        index.shrinkStep();
        index = null;
        entries = 0;
        bytes = 0;
        evicted = 0;
        expired = 0;
    }
}
