package org.varve.store.reclaim;

import org.varve.store.index.Index;

/**
 * Counts what one thread drops and moves: tells the accounts once per run of records of the same index, and the counters once per slice, instead of once
 * per record. Remembers the sums of a pass.
 */
final class Tally {
    private final ReclaimCounters counters;
    /** The run. */
    private Index index;
    private long entries;
    private long bytes;
    private long evicted;
    private long expired;
    /** Since the pass began. */
    private final Sums pass = new Sums();
    /** The same when the counters were told last. */
    private final Sums told = new Sums();

    /** By reason. */
    private static final class Sums {
        private long copied;
        private long copiedBytes;
        private long evicted;
        private long evictedBytes;
        private long expired;
        private long expiredBytes;

        void set(Sums other) {
            copied = other.copied;
            copiedBytes = other.copiedBytes;
            evicted = other.evicted;
            evictedBytes = other.evictedBytes;
            expired = other.expired;
            expiredBytes = other.expiredBytes;
        }
    }

    Tally(ReclaimCounters counters) {
        this.counters = counters;
    }

    /** A pass begins; the one before has been flushed. */
    void begin() {
        pass.set(new Sums());
        told.set(pass);
    }

    void copied(long size) {
        pass.copied++;
        pass.copiedBytes += size;
    }

    void dropped(Index from, long size, boolean isEviction, boolean isExpiry) {
        Index before = index;
        if (from != before) {
            endRun();
            index = from;
        }
        entries++;
        bytes += size;
        if (isEviction) {
            evicted++;
            pass.evicted++;
            pass.evictedBytes += size;
        } else if (isExpiry) {
            expired++;
            pass.expired++;
            pass.expiredBytes += size;
        }
        if (from != before) {
            shrink(before);
        }
    }

    /** To be called before anybody may expect the counts to be right. */
    void flush() {
        Index last = index;
        endRun();
        counters.copied(pass.copiedBytes - told.copiedBytes);
        counters.evicted(pass.evicted - told.evicted, pass.evictedBytes - told.evictedBytes);
        counters.expired(pass.expired - told.expired, pass.expiredBytes - told.expiredBytes);
        told.set(pass);
        shrink(last);
    }

    private void endRun() {
        if (index == null) {
            return;
        }
        index.counted(-entries);
        index.account().dropped(bytes, evicted, expired);
        index = null;
        entries = 0;
        bytes = 0;
        evicted = 0;
        expired = 0;
    }

    /**
     * The index shrinks with what it loses; later would be in the way of whoever waits for its memory. Only once everything is counted: it takes the locks of
     * buckets, and should it fail, nothing may be counted twice or not at all.
     */
    private static void shrink(Index index) {
        if (index != null) {
            index.shrinkStep();
        }
    }

    /** Records moved since the pass began. */
    long copied() {
        return pass.copied;
    }

    long copiedBytes() {
        return pass.copiedBytes;
    }

    long evicted() {
        return pass.evicted;
    }

    long evictedBytes() {
        return pass.evictedBytes;
    }

    long expired() {
        return pass.expired;
    }

    long expiredBytes() {
        return pass.expiredBytes;
    }
}
