package org.varve.store.index;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/**
 * The index memory of a store: blocks carved into runs of {@value #RUN_CELLS} cells, and some runs into chunks. A block that came here stays, a run
 * of cells stays cells, and a chunk a chunk (see {@link Cells} for why). Many small indexes share a block.
 */
public final class CellSlab {
    static final int RUN_CELLS = 16;
    static final int RUN_BYTES = RUN_CELLS * Cells.CELL_BYTES;

    private final ReentrantLock lock = new ReentrantLock();
    private final BlockAllocator blocks;
    private final AddressSpace space;
    private final Geometry geometry;
    private final Cells cells;
    private final EntryWord words;
    private final LongStack freeRuns = new LongStack();
    private final LongStack freeChunks = new LongStack();
    /** Part of the last block that has not been carved. */
    private long uncarved;
    private int uncarvedRuns;

    /** Takes block 0: must be the first to take a block. */
    public CellSlab(Geometry geometry, BlockAllocator blocks, AddressSpace space) {
        this.geometry = geometry;
        this.blocks = blocks;
        this.space = space;
        this.words = new EntryWord(Math.max(geometry.bytes(), 1));
        this.cells = new Cells(space, words);
        int block = blocks.takeForIndex();
        if (block != 0) {
            throw new IllegalStateException("the index must have block 0, got " + block);
        }
        addBlock(block);
    }

    public EntryWord words() {
        return words;
    }

    Cells cells() {
        return cells;
    }

    /** A run of empty, unlocked cells; 0 if no memory can be had now. */
    long takeRun() {
        lock.lock();
        try {
            long run = freeRuns.pop();
            return run != 0 ? run : carve();
        } finally {
            lock.unlock();
        }
    }

    /** A run that was carved from fresh memory, 0 if there is none. The caller holds the lock. */
    private long carve() {
        if (uncarvedRuns == 0) {
            int block = blocks.takeForIndex();
            if (block == BlockAllocator.NONE) {
                return 0;
            }
            addBlock(block);
        }
        long run = uncarved;
        uncarved += RUN_BYTES;
        uncarvedRuns--;
        return run;
    }

    private void addBlock(int block) {
        long address = (long) block << geometry.blockShift();
        Extent extent = space.extent(address);
        extent.fill(space.offset(address), geometry.blockSize(), (byte) 0);
        uncarved = address;
        uncarvedRuns = geometry.blockSize() / RUN_BYTES;
        if (block == 0) {
            // Address 0 means "none" everywhere.
            uncarved += RUN_BYTES;
            uncarvedRuns--;
        }
    }

    /** Takes a run of cells back that are empty, unlocked and not reachable any more but by stalled threads. */
    void giveRun(long run) {
        lock.lock();
        try {
            freeRuns.push(run);
        } finally {
            lock.unlock();
        }
    }

    /** An unused chunk; 0 if no memory can be had now. */
    public long takeChunk() {
        lock.lock();
        try {
            long chunk = freeChunks.pop();
            if (chunk == 0) {
                long run = carve();
                if (run == 0) {
                    return 0;
                }
                for (int at = Cells.CHUNK_BYTES; at < RUN_BYTES; at += Cells.CHUNK_BYTES) {
                    freeChunks.push(run + at);
                }
                chunk = run;
            }
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    /** Takes an emptied chunk back; 0 is ignored. */
    public void giveChunk(long chunk) {
        if (chunk == 0) {
            return;
        }
        lock.lock();
        try {
            freeChunks.push(chunk);
        } finally {
            lock.unlock();
        }
    }

    /** Addresses of runs that no index uses, those not carved yet included. For a verifier. */
    long[] unusedRuns() {
        lock.lock();
        try {
            long[] free = freeRuns.toArray();
            long[] unused = Arrays.copyOf(free, free.length + uncarvedRuns);
            for (int i = 0; i < uncarvedRuns; i++) {
                unused[free.length + i] = uncarved + (long) i * RUN_BYTES;
            }
            return unused;
        } finally {
            lock.unlock();
        }
    }

    /** Addresses of chunks that nobody holds. For a verifier. */
    long[] unusedChunks() {
        lock.lock();
        try {
            return freeChunks.toArray();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the tables on the Java heap. */
    public long heapBytes() {
        lock.lock();
        try {
            return freeRuns.heapBytes() + freeChunks.heapBytes();
        } finally {
            lock.unlock();
        }
    }
}
