package org.varve.store.segment;

/**
 * Sizes that follow from the budget.
 *
 * @param blockShift    binary logarithm of the block size in bytes
 * @param blockCount    number of blocks that can be named, as many as the highest budget has, and more where extents may be shorter than others;
 *                      whole extents, if the budget is ever lowered
 * @param extentShift   binary logarithm of the extent size in bytes
 * @param segmentBlocks normal size of a segment; a record that began in it may extend it
 * @param reserve       blocks that only the reclaimer may take, so that it can always place survivors
 * @param heads         number of append heads for new records
 * @param budgetBlocks  number of blocks in the budget at first; all other sizes follow from that and stay
 */
public record Geometry(int blockShift, int blockCount, int extentShift, int segmentBlocks, int reserve, int heads, int budgetBlocks) {
    private static final int MIN_BLOCK_SHIFT = 10;
    /** Smallest block that a store can be given: 4 KiB. */
    public static final int MIN_BLOCK = 4 << 10;
    /** Largest block that a store can be given: 64 KiB. */
    public static final int MAX_BLOCK = 64 << 10;
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
    /** Tables are kept for every block of the highest budget: where that is far above the first, blocks are larger than the first would have them. */
    private static final int MAX_BLOCKS_AIM = 8192;
    private static final int MIN_BLOCKS_AIM = 512;
    /** Slots for extents that are shorter than others because the budget ends there. */
    private static final int SPARE_EXTENTS = 4;
    /** A budget of so many times what is kept free still works. */
    private static final int LEAST_FREE_SHARES = 4;
    /** A budget has so many reserves at least, where there are several reclaiming threads. */
    private static final int LEAST_RESERVES = 8;

    /** Checks what every other class takes for granted. */
    public Geometry {
        // A block holds whole runs of index cells; a head is chosen by masking.
        if (blockShift < MIN_BLOCK_SHIFT || Integer.bitCount(heads) != 1 || extentShift < blockShift || blockCount < 4 || segmentBlocks < 1 || reserve < 1
                || reserve >= budgetBlocks || heads < 1 || budgetBlocks < 4 || budgetBlocks > blockCount) {
            throw new IllegalArgumentException("impossible geometry: block 2^" + blockShift + ", " + blockCount
                    + " blocks, extent 2^" + extentShift + ", segment " + segmentBlocks + ", reserve " + reserve + ", heads " + heads + ", budget "
                    + budgetBlocks + " blocks");
        }
    }

    /** A geometry whose budget is never raised. */
    public Geometry(int blockShift, int blockCount, int extentShift, int segmentBlocks, int reserve, int heads) {
        this(blockShift, blockCount, extentShift, segmentBlocks, reserve, heads, blockCount);
    }

    /** The geometry for a budget that is never raised; see {@link #of(long, long, int)}. */
    public static Geometry of(long capacity, int cores) {
        return of(capacity, capacity, cores);
    }

    /**
     * The geometry for a budget.
     *
     * @param capacity    bytes at first
     * @param maxCapacity bytes at most, later
     * @param cores       processors that may append at the same time
     */
    public static Geometry of(long capacity, long maxCapacity, int cores) {
        return of(capacity, maxCapacity, cores, 0, 0);
    }

    /**
     * The geometry for a budget, with chosen sizes.
     *
     * @param capacity    bytes at first
     * @param maxCapacity bytes at most, later
     * @param cores       processors that may append at the same time
     * @param blockSize   bytes of a block, a power of two; 0 for one that follows from the budgets
     * @param segmentSize bytes of a segment, a multiple of the block size; 0 for one that follows from the budget
     */
    public static Geometry of(long capacity, long maxCapacity, int cores, int blockSize, int segmentSize) {
        long block = blockSize != 0 ? blockSize : usualBlock(capacity, maxCapacity, segmentSize);
        int blockShift = Long.numberOfTrailingZeros(block);
        int budgetBlocks = Math.toIntExact(capacity >>> blockShift);
        long extent = Math.max(block, Math.min(EXTENT_AIM, Long.highestOneBit(capacity / EXTENTS_AIM)));
        long segment = segmentSize != 0 ? segmentSize : Math.min(MAX_SEGMENT, capacity / SEGMENTS_AIM);
        int segmentBlocks = (int) Math.max(1, segment >>> blockShift);
        int heads = Math.max(1, Math.min(Integer.highestOneBit(2 * cores - 1), Integer.highestOneBit(budgetBlocks / BLOCKS_PER_HEAD)));
        int extentShift = Long.numberOfTrailingZeros(extent);
        // Whole slots, the last one too: after the budget was lowered and raised again a whole extent may come to be there.
        long slots = (maxCapacity + extent - 1 >>> extentShift) + (maxCapacity == capacity ? 0 : SPARE_EXTENTS);
        int blockCount = Math.toIntExact(slots << extentShift - blockShift);
        return new Geometry(blockShift, blockCount, extentShift, segmentBlocks, reserveFor(block, segmentBlocks), heads, budgetBlocks);
    }

    /** The same with a reserve for so many threads that reclaim at a time, each of them at a slice; an eighth of the budget at most, unless one alone needs more. */
    public Geometry forWorkers(int workers) {
        int forAll = Math.max(reserve, Math.min(reserve * workers, budgetBlocks / LEAST_RESERVES));
        return new Geometry(blockShift, blockCount, extentShift, segmentBlocks, forAll, heads, budgetBlocks);
    }

    /** Not larger than a segment whose size was chosen. */
    private static long usualBlock(long capacity, long maxCapacity, int segmentSize) {
        long aim = Math.max(capacity / BLOCKS_AIM, Math.min(maxCapacity / MAX_BLOCKS_AIM, capacity / MIN_BLOCKS_AIM));
        long block = Math.min(MAX_BLOCK, Math.max(MIN_BLOCK, Long.highestOneBit(aim)));
        return segmentSize == 0 ? block : Math.min(block, Long.lowestOneBit(segmentSize));
    }

    /** For one thread: room for what survives of a slice of two segments, and a block for each head that survivors may go to. */
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

    /** Bytes of all blocks that can be named: the bound of addresses. */
    public long bytes() {
        return (long) blockCount << blockShift;
    }

    /**
     * The lowest budget, in blocks: what is kept free has to stay a small part of it, and the first extent is never given back.
     */
    public int leastBlocks() {
        return Math.min(budgetBlocks, Math.max(LEAST_FREE_SHARES * highWater(), 1 << extentShift - blockShift));
    }

    /** The largest record that can ever be stored: a quarter of all blocks. With a lower budget, less; see {@link BlockAllocator#maxRecord()}. */
    public long maxRecord() {
        return Math.min(bytes() / 4, Integer.MAX_VALUE - 64);
    }

    /** The reclaimer starts when fewer blocks than this are free. */
    public int lowWater() {
        return reserve + Math.max(1, segmentBlocks * 3 / 8);
    }

    /** With fewer free blocks than this writers help: the reclaimer does not keep up. */
    public int hasteMark() {
        return reserve + Math.max(1, segmentBlocks / 4);
    }

    /** The reclaimer rests when this many blocks are free. */
    public int highWater() {
        return reserve + Math.max(2, segmentBlocks * 5 / 8);
    }
}
