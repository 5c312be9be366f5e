package org.varve.store.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/**
 * The index memory of a store: blocks of runs of {@value #RUN_CELLS} cells, and blocks of chunks. Many small indexes share a block. While a block is
 * here, a run of cells stays cells, and a chunk a chunk (see {@link Cells} for why).
 *
 * <p>The lowest block with a free piece is used first, so that the highest become empty. An empty block goes back to the {@link BlockAllocator} in three
 * steps: {@link #detachIdle} takes it out of use; a grace period passes, after which nobody who writes can still hold an address in it;
 * {@link #release} gives it away. Readers may hold one even then; they notice (see {@link Index#beginRead}) because no table names the block.
 *
 * <p>A block that comes back as an index block must not show a version that it has shown before: the stalled reader of an earlier life would take its
 * bucket for unchanged. So versions in a new block begin above all that were in any block given away.
 *
 * <p>From a block that is {@linkplain #leave leaving} nothing is handed out, so that moving what is in it ({@link IndexMover}) empties it.
 */
public final class CellSlab {
    static final int RUN_CELLS = 16;
    static final int RUN_BYTES = RUN_CELLS * Cells.CELL_BYTES;

    /** Emptying a single block of a kind moves as much as it gains. */
    private static final int FEWEST_LEAVERS = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final BlockAllocator blocks;
    private final AddressSpace space;
    private final Geometry geometry;
    private final Cells cells;
    private final EntryWord words;
    /** By block number, null where a block is not the index's or was detached. */
    private SlabBlock[] slabBlocks = new SlabBlock[16];
    private final BlockSet withFreeRuns = new BlockSet();
    private final BlockSet withFreeChunks = new BlockSet();
    /** Blocks of which nothing is used, but for block 0. */
    private final BlockSet idle = new BlockSet();
    /** Bits of the blocks that are leaving. Replaced, never changed: it is also read without the lock. */
    private volatile long[] leaving = {};
    private int idleRunBlocks;
    private int idleChunkBlocks;
    private long leftPieces;
    private long nextVersion;
    private long bytesOnHeap;

    /** Takes block 0: must be the first to take a block. */
    public CellSlab(Geometry geometry, BlockAllocator blocks, AddressSpace space) {
        this.geometry = geometry;
        this.blocks = blocks;
        this.space = space;
        this.words = new EntryWord(geometry.bytes());
        this.cells = new Cells(space, words);
        int block = blocks.takeForIndex(this::prepareRuns);
        if (block != 0) {
            throw new IllegalStateException("the index must have block 0, got " + block);
        }
        addBlock(block, false);
    }

    public EntryWord words() {
        return words;
    }

    int blockShift() {
        return geometry.blockShift();
    }

    Cells cells() {
        return cells;
    }

    /** A run of empty, unlocked cells; 0 if no memory can be had now. */
    long takeRun() {
        return take(false);
    }

    /** Takes a run of cells back that are empty, unlocked and not reachable any more but by stalled threads. */
    void giveRun(long run) {
        give(run, false);
    }

    /** An unused chunk; 0 if no memory can be had now. */
    public long takeChunk() {
        return take(true);
    }

    /** Takes an emptied chunk back; 0 is ignored. */
    public void giveChunk(long chunk) {
        if (chunk != 0) {
            give(chunk, true);
        }
    }

    /** Takes emptied chunks back, all that there are. */
    void giveChunks(LongStack chunks) {
        if (chunks.size() == 0) {
            return;
        }
        lock.lock();
        try {
            for (long chunk = chunks.pop(); chunk != 0; chunk = chunks.pop()) {
                give(chunk, true);
            }
        } finally {
            lock.unlock();
        }
    }

    private long take(boolean ofChunks) {
        lock.lock();
        try {
            BlockSet usable = ofChunks ? withFreeChunks : withFreeRuns;
            int block = usable.lowest();
            if (block < 0) {
                block = blocks.takeForIndex(ofChunks ? this::zero : this::prepareRuns);
                if (block == BlockAllocator.NONE) {
                    return 0;
                }
                addBlock(block, ofChunks);
            }
            SlabBlock from = slabBlocks[block];
            if (from.isIdle() && block != 0) {
                countIdle(block, from, -1);
            }
            int piece = from.take();
            if (from.free() == 0) {
                usable.remove(block);
            }
            return ((long) block << geometry.blockShift()) + ((long) piece << from.pieceShift());
        } finally {
            lock.unlock();
        }
    }

    private void give(long address, boolean ofChunks) {
        lock.lock();
        try {
            int block = (int) (address >>> geometry.blockShift());
            SlabBlock to = slabBlocks[block];
            to.give((int) (address & geometry.blockSize() - 1) >>> to.pieceShift());
            leftPieces += isLeaving(block) ? 1 : 0;
            if (to.free() == 1 || to.isIdle()) {
                // Otherwise it is known.
                use(block, to);
            }
        } finally {
            lock.unlock();
        }
    }

    private void countIdle(int block, SlabBlock which, int change) {
        if (change > 0) {
            idle.add(block);
        } else {
            idle.remove(block);
        }
        idleRunBlocks += which.isOfChunks() ? 0 : change;
        idleChunkBlocks += which.isOfChunks() ? change : 0;
    }

    private void zero(int block) {
        long address = (long) block << geometry.blockShift();
        Extent extent = space.extent(address);
        extent.fill(space.offset(address), geometry.blockSize(), (byte) 0);
    }

    private void prepareRuns(int block) {
        zero(block);
        if (nextVersion != 0) {
            long address = (long) block << geometry.blockShift();
            for (long cell = address; cell < address + geometry.blockSize(); cell += Cells.CELL_BYTES) {
                cells.setWord(cell, nextVersion);
            }
        }
    }

    private void addBlock(int block, boolean ofChunks) {
        if (isLeaving(block)) {
            // Released and handed out again: that is for whoever hands out blocks to decide.
            BitSet others = BitSet.valueOf(leaving);
            others.clear(block);
            leaving = others.toLongArray();
        }
        // Address 0 means "none" everywhere.
        addNew(block, new SlabBlock(ofChunks, block == 0 ? 1 : 0, geometry.blockSize() / (ofChunks ? Cells.CHUNK_BYTES : RUN_BYTES)));
    }

    private void addNew(int block, SlabBlock fresh) {
        if (block >= slabBlocks.length) {
            slabBlocks = Arrays.copyOf(slabBlocks, Math.max(block + 1, 2 * slabBlocks.length));
        }
        slabBlocks[block] = fresh;
        bytesOnHeap += fresh.heapBytes();
        use(block, fresh);
    }

    /** Enters a block with a free piece where such blocks are looked for. */
    private void use(int block, SlabBlock which) {
        if (which.free() != 0 && !isLeaving(block)) {
            (which.isOfChunks() ? withFreeChunks : withFreeRuns).add(block);
        }
        if (which.isIdle() && block != 0) {
            countIdle(block, which, 1);
        }
    }

    /**
     * Takes blocks out of use of which nothing is used; those that are leaving first, of the others all but one of each kind.
     *
     * @param most how many at most
     * @return their numbers, to be {@linkplain #release released} after a grace period or {@linkplain #reattach taken back}
     */
    public int[] detachIdle(int most) {
        lock.lock();
        try {
            int[] detached = new int[Math.min(most, idleRunBlocks + idleChunkBlocks)];
            int count = 0;
            for (int block = idle.highest(slabBlocks.length); block >= 0 && count < detached.length; block = idle.highest(block - 1)) {
                SlabBlock each = slabBlocks[block];
                if (isLeaving(block) || (each.isOfChunks() ? idleChunkBlocks : idleRunBlocks) > 1) {
                    detach(block, each);
                    detached[count++] = block;
                }
            }
            return Arrays.copyOf(detached, count);
        } finally {
            lock.unlock();
        }
    }

    private void detach(int block, SlabBlock which) {
        countIdle(block, which, -1);
        (which.isOfChunks() ? withFreeChunks : withFreeRuns).remove(block);
    }

    /**
     * Gives detached blocks away, after a grace period: nobody but stalled readers knows an address in them. During an access to the store, since it looks
     * into them.
     */
    public void release(int[] detached) {
        for (int block : detached) {
            // Not under the lock, which is held for a few instructions only: nobody else knows the block any more.
            long above = isOfChunks(block) ? 0 : versionAbove(block);
            lock.lock();
            try {
                nextVersion = Math.max(nextVersion, above);
                bytesOnHeap -= slabBlocks[block].heapBytes();
                slabBlocks[block] = null;
            } finally {
                lock.unlock();
            }
            blocks.giveIndexBlock(block);
        }
    }

    private boolean isOfChunks(int block) {
        lock.lock();
        try {
            return slabBlocks[block].isOfChunks();
        } finally {
            lock.unlock();
        }
    }

    private long versionAbove(int block) {
        long address = (long) block << geometry.blockShift();
        long above = 0;
        for (long cell = address; cell < address + geometry.blockSize(); cell += Cells.CELL_BYTES) {
            above = Math.max(above, cells.word(cell) + 2);
        }
        return above & -2;
    }

    /** Takes detached blocks back into use, because the grace period did not pass. */
    public void reattach(int[] detached) {
        lock.lock();
        try {
            for (int block : detached) {
                use(block, slabBlocks[block]);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has every block in a range of addresses leave, block 0 excepted, besides those that are leaving: nothing is to move from one range to another. */
    void leaveRange(long from, long to) {
        lock.lock();
        try {
            BitSet chosen = BitSet.valueOf(leaving);
            chosen.set((int) Math.max(1, from >>> geometry.blockShift()), (int) Math.max(1, to >>> geometry.blockShift()));
            leave(chosen);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has those blocks leave whose pieces the others have room for, instead of those that were leaving.
     *
     * @return false if that is less than a quarter of the index's blocks of a kind, and not worth it
     */
    boolean leaveEmptiest() {
        lock.lock();
        try {
            BitSet chosen = new BitSet();
            chooseEmptiest(false, chosen);
            chooseEmptiest(true, chosen);
            leave(chosen);
            return !chosen.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void chooseEmptiest(boolean ofChunks, BitSet chosen) {
        long[] usedAndBlock = new long[slabBlocks.length];
        int count = 0;
        long room = 0;
        for (int block = 1; block < slabBlocks.length; block++) {
            SlabBlock each = slabBlocks[block];
            if (each != null && each.isOfChunks() == ofChunks && !each.isIdle()) {
                usedAndBlock[count++] = (long) each.used() << 32 | block;
                room += each.free();
            }
        }
        // Of each that leaves neither the room counts any longer nor what its pieces will fill: together a whole block.
        int leavers = (int) (room / (geometry.blockSize() / (ofChunks ? Cells.CHUNK_BYTES : RUN_BYTES)));
        if (leavers < FEWEST_LEAVERS || 4L * leavers < count) {
            return;
        }
        Arrays.sort(usedAndBlock, 0, count);
        for (int i = 0; i < leavers; i++) {
            chosen.set((int) usedAndBlock[i]);
        }
    }

    /** Nothing leaves any more. */
    void stay() {
        lock.lock();
        try {
            leave(new BitSet());
        } finally {
            lock.unlock();
        }
    }

    private void leave(BitSet chosen) {
        BitSet before = BitSet.valueOf(leaving);
        leaving = chosen.toLongArray();
        for (int block = before.nextSetBit(0); block >= 0 && block < slabBlocks.length; block = before.nextSetBit(block + 1)) {
            SlabBlock stays = slabBlocks[block];
            if (stays != null && stays.free() != 0 && !chosen.get(block) && (!stays.isIdle() || idle.contains(block))) {
                (stays.isOfChunks() ? withFreeChunks : withFreeRuns).add(block);
            }
        }
        for (int block = chosen.nextSetBit(0); block >= 0; block = chosen.nextSetBit(block + 1)) {
            withFreeRuns.remove(block);
            withFreeChunks.remove(block);
        }
    }

    private boolean isLeaving(int block) {
        long[] now = leaving;
        return block >>> 6 < now.length && (now[block >>> 6] >>> block & 1) != 0;
    }

    /** True if an address lies in a block that is leaving. Any thread, under any lock. */
    public boolean isLeaving(long address) {
        return isLeaving((int) (address >>> geometry.blockShift()));
    }

    /** Pieces that were given back so far in blocks that were leaving. Only rises; who moves things sees by it whether that leads anywhere. */
    public long leftPieces() {
        lock.lock();
        try {
            return leftPieces;
        } finally {
            lock.unlock();
        }
    }

    /** True if nothing in the blocks that are leaving is used by anybody. They may have to be released yet. */
    boolean haveLeft() {
        lock.lock();
        try {
            BitSet all = BitSet.valueOf(leaving);
            for (int block = all.nextSetBit(0); block >= 0 && block < slabBlocks.length; block = all.nextSetBit(block + 1)) {
                if (slabBlocks[block] != null && !slabBlocks[block].isIdle()) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** True if some block between two addresses is the index's, block 0 excepted: in use, or detached and not released. */
    public boolean hasBlocks(long from, long to) {
        lock.lock();
        try {
            int block = (int) Math.max(1, from >>> geometry.blockShift());
            while (block < Math.min(slabBlocks.length, to >>> geometry.blockShift()) && slabBlocks[block] == null) {
                block++;
            }
            return block < Math.min(slabBlocks.length, to >>> geometry.blockShift());
        } finally {
            lock.unlock();
        }
    }

    /** Addresses of the unused runs, or chunks, of a block; null if it is not the index's or has pieces of the other kind. For a verifier. */
    long[] unused(int block, boolean ofChunks) {
        lock.lock();
        try {
            SlabBlock which = block < slabBlocks.length ? slabBlocks[block] : null;
            if (which == null || which.isOfChunks() != ofChunks) {
                return null;
            }
            return IntStream.range(0, geometry.blockSize() / which.pieceBytes()).filter(which::isFree)
                    .mapToLong(piece -> ((long) block << geometry.blockShift()) + (long) piece * which.pieceBytes()).toArray();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the tables on the Java heap. */
    public long heapBytes() {
        lock.lock();
        try {
            return bytesOnHeap + 4L * slabBlocks.length + 8L * leaving.length + withFreeRuns.heapBytes() + withFreeChunks.heapBytes() + idle.heapBytes();
        } finally {
            lock.unlock();
        }
    }
}
