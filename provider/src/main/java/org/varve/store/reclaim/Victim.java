package org.varve.store.reclaim;

import java.lang.invoke.VarHandle;
import org.varve.store.index.Index;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.KeyHash;
import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/**
 * A claimed segment that is emptied from its beginning, slice by slice. Blocks behind the position go back as soon as their records have been dealt with, so
 * that a pass needs room for the survivors of a slice only. Used by one thread.
 */
final class Victim {
    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final Records records;
    private final KeyHash keyHash;
    private final IndexRegistry indexes;
    private final int blockShift;

    private int slot = -1;
    private long released;
    private Stream stream;
    /** How many records were alive when it was claimed. */
    private long alive;
    /** The block of the position, and how many blocks lie before it. */
    private int block;
    private int passed;
    private long at;
    /** Keeps the look ahead from being optimised away. */
    private long touched;

    Victim(Geometry geometry, SegmentTable segments, BlockAllocator blocks, Records records, KeyHash keyHash, IndexRegistry indexes) {
        this.segments = segments;
        this.blocks = blocks;
        this.records = records;
        this.keyHash = keyHash;
        this.indexes = indexes;
        this.blockShift = geometry.blockShift();
    }

    /** Begins with a segment that the caller has claimed. */
    void begin(int claimed) {
        slot = claimed;
        stream = segments.stream(claimed);
        alive = segments.records(claimed);
        block = segments.firstBlock(slot);
        passed = 0;
        at = segments.begin(slot);
    }

    boolean isActive() {
        return slot >= 0;
    }

    /** Of the segment that it is, or was last. */
    Stream stream() {
        return stream;
    }

    boolean isAtEnd() {
        return at >= segments.end(slot);
    }

    /**
     * Adds the records of the next {@code most} bytes to the batch, at least one and at most {@code mostRecords}; those that are not marked dead.
     *
     * @return bytes passed
     */
    long gather(Batch batch, long most, int mostRecords) {
        long end = segments.end(slot);
        long from = at;
        for (int n = 0; at < end && at - from < most && n < mostRecords; n++) {
            skipToRecord();
            long location = ((long) block << blockShift) + (at - ((long) passed << blockShift));
            touched += records.touchAhead(location);
            long shape = records.shape(location);
            if (shape == RecordLayout.RUBBISH) {
                throw new IllegalStateException("no record at " + location + " in segment " + slot);
            }
            Index index = records.isDead(location) ? null : indexes.byId(records.indexId(location));
            if (index != null) {
                batch.add(index, location, shape, records.hash(location, shape, keyHash), this);
            }
            at += RecordLayout.size(shape);
            while (at < end && at >= (long) passed + 1 << blockShift) {
                nextBlock();
            }
        }
        // Whoever takes the blocks of a marked record must see the version raised under which it was marked.
        VarHandle.acquireFence();
        return at - from;
    }

    /** A record does not begin where its header might not fit. */
    private void skipToRecord() {
        long left = ((long) passed + 1 << blockShift) - at;
        if (left < RecordLayout.MAX_HEADER) {
            at += left;
            nextBlock();
        }
    }

    private void nextBlock() {
        block = blocks.next(block);
        passed++;
    }

    /**
     * Everything gathered has been moved or dropped: gives back the blocks behind the position, all of them at the end. True then. If the segment cannot be freed
     * yet, it keeps its last block, and is given up; there is nothing left to do for who claims it next but to free it.
     */
    boolean release() {
        boolean end = isAtEnd();
        int all = segments.blockCount(slot);
        if (end && segments.free(slot)) {
            released += all;
            slot = -1;
            return true;
        }
        while (end && at > (long) passed + 1 << blockShift) {
            nextBlock();
        }
        if (passed > 0) {
            at -= (long) passed << blockShift;
            segments.releaseFirst(slot, passed, (int) at);
            released += passed;
            passed = 0;
        } else {
            // What has been dealt with is dead; to look at it again would do no harm.
            segments.advance(slot, (int) at);
        }
        if (end) {
            abandon();
        }
        return end;
    }

    /** Blocks given back so far, of all segments. */
    long blocksReleased() {
        return released;
    }

    /** Gives the segment up as it is. */
    void abandon() {
        segments.unclaim(slot);
        slot = -1;
    }

    /** Makes the whole segment the youngest of a stream. */
    void relabel(Stream to) {
        segments.relabel(slot, to);
        abandon();
    }

    /** True if a record of this size is the only one that lives in the segment, and not worth being copied. */
    boolean isAlone(long size) {
        return isActive() && alive == 1 && size > segments.bytes(slot) / 2;
    }
}
