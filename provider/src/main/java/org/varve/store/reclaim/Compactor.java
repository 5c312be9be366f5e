package org.varve.store.reclaim;

import java.util.function.LongSupplier;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.KeyHash;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/**
 * Empties a segment: walks its records, judges each by its index entry, carries over or drops, and frees the blocks. Counters
 * nominated the segment; the entry decides about each record. Used by one thread at a time.
 */
final class Compactor {
    /** An expiry time that never comes. */
    private static final long ETERNAL = Long.MAX_VALUE;

    private final Geometry geometry;
    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final Records records;
    private final KeyHash keyHash;
    private final IndexRegistry indexes;
    private final Relocator relocator;
    private final LongSupplier wallClock;
    private final ReclaimCounters counters;

    /** State of the pass under way. */
    private boolean evicting;
    private boolean urgent;
    private boolean relabel;
    private long now;
    private long mayKeep;
    private long victimBytes;

    Compactor(Geometry geometry, SegmentTable segments, BlockAllocator blocks, Records records, KeyHash keyHash,
            IndexRegistry indexes, Relocator relocator, LongSupplier wallClock, ReclaimCounters counters) {
        this.geometry = geometry;
        this.segments = segments;
        this.blocks = blocks;
        this.records = records;
        this.keyHash = keyHash;
        this.indexes = indexes;
        this.relocator = relocator;
        this.wallClock = wallClock;
        this.counters = counters;
    }

    /**
     * Empties a claimed victim.
     *
     * @param evict  drop what was not accessed
     * @param hard   drop all but what costs nothing to keep: somebody waits for room
     * @return blocks freed less blocks taken by survivors
     */
    long empty(int slot, boolean evict, boolean hard) {
        evicting = evict;
        urgent = hard;
        relabel = false;
        now = wallClock.getAsLong();
        victimBytes = (long) segments.blockCount(slot) << geometry.blockShift();
        // An eviction gains a block at least, and a quarter of the segment where it has that many blocks.
        mayKeep = !evict ? Long.MAX_VALUE : hard ? 0 : Math.min(victimBytes * 3 / 4, victimBytes - 2L * geometry.blockSize());
        long gain = relocator.blocksTaken() + segments.blockCount(slot);
        boolean done = false;
        try {
            walk(slot);
            done = !relabel;
        } finally {
            if (done) {
                segments.free(slot);
            } else {
                segments.renew(slot);
                segments.unclaim(slot);
            }
        }
        return done ? gain - relocator.blocksTaken() : 0;
    }

    private void walk(int slot) {
        long end = segments.end(slot);
        int block = segments.firstBlock(slot);
        long base = 0;
        long at = 0;
        while (at < end) {
            if (geometry.blockSize() - (at - base) < RecordLayout.MAX_HEADER) {
                base += geometry.blockSize();
                at = Math.max(at, base);
                block = blocks.next(block);
                continue;
            }
            long location = ((long) block << geometry.blockShift()) + (at - base);
            long shape = records.shape(location);
            if (shape == RecordLayout.RUBBISH) {
                throw new IllegalStateException("no record at " + location + " in segment " + slot);
            }
            long size = RecordLayout.size(shape);
            judge(location, shape, size);
            at += size;
            while (at < end && at - base >= geometry.blockSize()) {
                base += geometry.blockSize();
                block = blocks.next(block);
            }
        }
    }

    private void judge(long location, long shape, long size) {
        Index index = indexes.byId(records.indexId(location));
        if (index == null) {
            return;
        }
        long hash = records.hash(location, shape, keyHash);
        long word = index.wordAt(hash, location);
        if (word == 0) {
            return;
        }
        // Neither of the first two is an eviction: nobody would have found the record again.
        if (index.table() == Index.RETIRED) {
            relocator.drop(index, hash, location, size);
            return;
        }
        if (isExpired(records.expireAt(location, shape, ETERNAL)) && relocator.dropExpired(index, hash, location, shape, size, now)) {
            return;
        }
        if (evicting && EntryWord.isAccessed(word) && size > victimBytes / 2 && !urgent) {
            relocator.forgetAccess(index, hash, location);
            relabel = true;
            return;
        }
        boolean keep = size <= mayKeep && (!evicting || EntryWord.isAccessed(word));
        if (keep && relocator.move(index, hash, location, shape, size, !evicting)) {
            mayKeep -= evicting ? size : 0;
            counters.copied(size);
        } else if (relocator.drop(index, hash, location, size)) {
            index.evictions().count();
            counters.evicted();
        }
    }

    /** Closes the segment that survivors go to, so that it may be emptied itself. True if one was open. */
    boolean closeSurvivors() {
        return relocator.closeSurvivors();
    }

    private boolean isExpired(long expireAt) {
        return expireAt != ETERNAL && expireAt <= now;
    }
}
