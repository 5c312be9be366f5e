package org.varve.store.log;

import java.util.Arrays;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/** The heads for new records, striped so that threads rarely meet at one. */
public final class Heads {
    private final Head[] heads;
    private final Geometry geometry;
    private final SegmentTable segments;
    private final BlockAllocator blocks;

    public Heads(Geometry geometry, SegmentTable segments, BlockAllocator blocks) {
        this.geometry = geometry;
        this.segments = segments;
        this.blocks = blocks;
        this.heads = new Head[geometry.heads()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = new Head(geometry, segments, blocks, false);
        }
    }

    /** A locked head for a record of {@code size} bytes. A record larger than a normal segment gets one of its own. */
    public Head lockOne(long size) {
        if (isOwn(size)) {
            // Copied without delaying anybody else; its segment stays open until the record is published and the head released.
            Head own = new Head(geometry, segments, blocks, false);
            own.lock();
            return own;
        }
        int preferred = (int) Thread.currentThread().getId() & heads.length - 1;
        for (int i = 0; i < heads.length; i++) {
            Head head = heads[preferred + i & heads.length - 1];
            if (head.tryLock()) {
                return head;
            }
        }
        heads[preferred].lock();
        return heads[preferred];
    }

    /** Releases what {@link #lockOne} gave. */
    public void release(Head head, long size) {
        if (isOwn(size)) {
            head.closeSegment();
        }
        head.unlock();
    }

    /** True if a record of this size gets a head of its own. */
    public boolean isOwn(long size) {
        return size > (long) geometry.segmentBlocks() << geometry.blockShift();
    }

    /** The index chunks that the heads keep ready, 0 where one keeps none. For a verifier, while nobody appends. */
    public long[] spareChunks() {
        return Arrays.stream(heads).mapToLong(Head::spareChunk).toArray();
    }

    /** Closes the open segments that nobody is appending to, so that the reclaimer may look into them. True if there was one. */
    public boolean closeIdle() {
        boolean any = false;
        for (Head head : heads) {
            if (head.tryLock()) {
                any |= head.isOpen();
                head.closeSegment();
                head.unlock();
            }
        }
        return any;
    }
}
