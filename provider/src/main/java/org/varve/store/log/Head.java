package org.varve.store.log;

import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/**
 * Where records are appended: one open segment, which takes blocks as it needs them.
 *
 * <p>Everything but {@link #lock()} and its kin needs the lock. It is held from {@link #prepare} until the record has been published in the
 * index and {@link #finish}ed: so there is no moment at which a closed segment holds a record that is still about to be published. (Otherwise:
 * append, stall; the segment closes; the reclaimer finds the record unnamed and frees it; the writer publishes a dangling location.)
 *
 * <p>Lock order: head, then bucket.
 */
public final class Head extends HeadLock {
    private static final int NONE = -1;
    private static final long NO_HERITAGE = -1;
    /** A record of at least so many blocks extends a full segment instead of leaving the rest of its last block unused. */
    private static final int LARGE_BLOCKS = 4;

    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final int blockShift;
    private final int blockSize;
    private final int segmentBlocks;
    private final boolean mayUseReserve;
    private final Stream stream;
    private int slot = NONE;
    /** Bytes along the segment's blocks that hold records. */
    private long end;
    private long preparedEnd;
    private int blocksBefore;
    private int lastBefore;
    private long spareChunk;
    private long blocksTaken;
    private long heritage = NO_HERITAGE;

    /**
     * @param stream        what its segments hold
     * @param mayUseReserve true for the reclaimer's heads only
     */
    public Head(Geometry geometry, SegmentTable segments, BlockAllocator blocks, Stream stream, boolean mayUseReserve) {
        this.stream = stream;
        this.segments = segments;
        this.blocks = blocks;
        this.blockShift = geometry.blockShift();
        this.blockSize = geometry.blockSize();
        this.segmentBlocks = geometry.segmentBlocks();
        this.mayUseReserve = mayUseReserve;
    }

    /**
     * Makes room for a record of {@code size} bytes.
     *
     * @param expireAt when it will expire, as far as is known; decides only which segment it shares
     * @param now      milliseconds; not looked at for a record that never expires
     * @return its location, or 0 if there are no blocks for it
     */
    public long prepare(long size, long expireAt, long now) {
        if (slot != NONE && (isFull(size) || !segments.covers(slot, expireAt, now))) {
            closeSegment();
        }
        if (slot == NONE) {
            return prepareFirst(size, expireAt, now);
        }
        blocksBefore = segments.blockCount(slot);
        lastBefore = segments.lastBlock(slot);
        int room = roomInBlock();
        if (room < RecordLayout.MAX_HEADER) {
            int chain = take(blocksFor(size));
            if (chain == BlockAllocator.NONE) {
                return 0;
            }
            segments.extend(slot, chain);
            preparedEnd = ((long) blocksBefore << blockShift) + size;
            return (long) chain << blockShift;
        }
        int last = segments.lastBlock(slot);
        if (size > room) {
            int chain = take(blocksFor(size - room));
            if (chain == BlockAllocator.NONE) {
                return 0;
            }
            segments.extend(slot, chain);
        }
        preparedEnd = end + size;
        return ((long) last << blockShift) + blockSize - room;
    }

    private long prepareFirst(long size, long expireAt, long now) {
        int chain = take(blocksFor(size));
        if (chain == BlockAllocator.NONE) {
            return 0;
        }
        slot = segments.open(chain, stream, expireAt, now);
        if (heritage != NO_HERITAGE) {
            segments.inherit(slot, heritage);
        }
        end = 0;
        blocksBefore = 0;
        lastBefore = chain;
        preparedEnd = size;
        return (long) chain << blockShift;
    }

    /** True if the record would extend a segment that has its normal size, other than a large record does once. */
    private boolean isFull(long size) {
        int count = segments.blockCount(slot);
        boolean isExtension = Math.max(size, RecordLayout.MAX_HEADER) > roomInBlock();
        return isExtension && (count > segmentBlocks || count == segmentBlocks && size < (long) LARGE_BLOCKS * blockSize);
    }

    private int take(int count) {
        return mayUseReserve ? blocks.takeChainFromReserve(count) : blocks.takeChain(count);
    }

    private int blocksFor(long bytes) {
        return (int) (bytes + blockSize - 1 >>> blockShift);
    }

    /** Bytes left in the last block. */
    private int roomInBlock() {
        return (int) (((long) segments.blockCount(slot) << blockShift) - end);
    }

    /**
     * The prepared record is complete, and published or not. If not, the blocks that it brought along go back, but for a first one.
     *
     * @return the number of blocks that were taken for it and kept
     */
    public int finish(boolean published) {
        int kept = published ? segments.blockCount(slot) : Math.max(1, blocksBefore);
        if (published) {
            end = preparedEnd;
            segments.appended(slot, end);
        } else {
            segments.truncate(slot, kept, lastBefore);
        }
        int taken = kept - blocksBefore;
        blocksTaken += taken;
        return taken;
    }

    /** Closes the open segment, if there is one. */
    public void closeSegment() {
        if (slot != NONE) {
            segments.close(slot);
            slot = NONE;
        }
    }

    /** Segments opened from now on stand where the segment of this order stood in its stream. */
    public void inherit(long order) {
        heritage = order;
    }

    /** True if the open segment holds something, half of which has expired or all of which is dead. */
    public boolean isRotten(long now) {
        return slot != NONE && end > 0 && segments.isRotten(slot, end, now);
    }

    /** Number of blocks taken and kept so far. */
    public long blocksTaken() {
        return blocksTaken;
    }

    public boolean isOpen() {
        return slot != NONE;
    }

    /** An index chunk kept ready for whoever publishes under this head's lock, 0 if there is none. */
    public long spareChunk() {
        return spareChunk;
    }

    public void setSpareChunk(long chunk) {
        spareChunk = chunk;
    }
}
