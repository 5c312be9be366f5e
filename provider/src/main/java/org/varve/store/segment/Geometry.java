package org.varve.store.segment;

/**
 * Sizes that follow from the budget.
 *
 * @param blockShift    binary logarithm of the block size in bytes
 * @param blockCount    number of blocks in the budget
 * @param extentShift   binary logarithm of the extent size in bytes
 * @param segmentBlocks normal size of a segment; a record that began in it may extend it
 * @param reserve       blocks that only the reclaimer may take, so that it can always place survivors
 * @param heads         number of append heads for new records
 */
public record Geometry(int blockShift, int blockCount, int extentShift, int segmentBlocks, int reserve, int heads) {
    private static final int MIN_BLOCK_SHIFT = 10;
    private static final int MIN_BLOCK = 4 << 10;
    private static final int MAX_BLOCK = 64 << 10;
    private static final int BLOCKS_AIM = 2048;
    private static final int SEGMENTS_AIM = 128;
    private static final long SLICE_AIM = 256 << 10;
    private static final int SURVIVORS_HEADS = 6;
    private static final int MAX_SEGMENT = 4 << 20;
    /** glibc keeps freed pieces smaller than this instead of returning them. */
    private static final long EXTENT_AIM = 32L << 20;
    private static final int EXTENTS_AIM = 4;
    /** Each open head holds half a block on average; this many blocks per head keep the loss well under 1 %. */
    private static final int BLOCKS_PER_HEAD = 256;

    /** Checks what every other class takes for granted. */
    public Geometry {
        // A block holds whole runs of index cells; a head is chosen by masking.
        if (blockShift < MIN_BLOCK_SHIFT || Integer.bitCount(heads) != 1 || extentShift < blockShift || blockCount < 4 || segmentBlocks < 1 || reserve < 1
                || reserve >= blockCount || heads < 1) {
            throw new IllegalArgumentException("impossible geometry: block 2^" + blockShift + ", " + blockCount
                    + " blocks, extent 2^" + extentShift + ", segment " + segmentBlocks + ", reserve " + reserve + ", heads " + heads);
        }
    }

    /**
     * The geometry for a budget.
     *
     * @param capacity bytes
     * @param cores    processors that may append at the same time
     */
    public static Geometry of(long capacity, int cores) {
        long block = Math.min(MAX_BLOCK, Math.max(MIN_BLOCK, Long.highestOneBit(capacity / BLOCKS_AIM)));
        int blockShift = Long.numberOfTrailingZeros(block);
        int blockCount = Math.toIntExact(capacity >>> blockShift);
        long extent = Math.max(block, Math.min(EXTENT_AIM, Long.highestOneBit(capacity / EXTENTS_AIM)));
        int segmentBlocks = (int) Math.max(1, Math.min(MAX_SEGMENT, capacity / SEGMENTS_AIM) >>> blockShift);
        int heads = Math.max(1, Math.min(Integer.highestOneBit(2 * cores - 1), Integer.highestOneBit(blockCount / BLOCKS_PER_HEAD)));
        return new Geometry(blockShift, blockCount, Long.numberOfTrailingZeros(extent), segmentBlocks, reserveFor(block, segmentBlocks), heads);
    }

    /** Room for what survives of a slice of two segments, and a block for each head that survivors may go to. */
    private static int reserveFor(long block, int segmentBlocks) {
        return (int) Math.min(segmentBlocks, SLICE_AIM / block) + SURVIVORS_HEADS;
    }

    /** Bytes of a segment that the reclaimer looks at before it decides. */
    public long sliceBytes() {
        return Math.min(SLICE_AIM, (long) segmentBlocks << blockShift);
    }

    public int blockSize() {
        return 1 << blockShift;
    }

    /** Bytes of all blocks. */
    public long bytes() {
        return (long) blockCount << blockShift;
    }

    /** The largest record that is stored at all: a quarter of the budget. */
    public long maxRecord() {
        return Math.min(bytes() / 4, Integer.MAX_VALUE - 64);
    }

    /** The reclaimer starts when fewer blocks than this are free. */
    public int lowWater() {
        return reserve + Math.max(1, segmentBlocks / 4);
    }

    /** The reclaimer rests when this many blocks are free. */
    public int highWater() {
        return reserve + Math.max(2, segmentBlocks / 2);
    }
}
