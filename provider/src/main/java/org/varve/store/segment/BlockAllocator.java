package org.varve.store.segment;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;

/**
 * Hands out blocks, singly or as linked chains, all or nothing; takes extents from the operating system when asked to.
 *
 * <p>Blocks of the log and of the index come from this one pool, so that the budget holds for their sum. A block needs no quarantine:
 * whoever could have named its content has had its version raised before the block came back (see docs/synchronization.md).
 * Block 0 is always the index's, so that no record has the address 0.
 *
 * <p>The lock is a leaf: nothing else is acquired under it.
 */
public final class BlockAllocator {
    /** End of a chain. */
    public static final int NONE = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();
    /** Held by a waiting writer while it takes an extent; acquired before everything else here. */
    private final ReentrantLock growing = new ReentrantLock();
    private final Geometry geometry;
    private final AddressSpace space;
    private final int[] free;
    /** The block that follows in the same segment. Optimistic readers may see a stale value, never one out of range. */
    private final int[] next;
    private int freeCount;
    private int committed;
    private int indexBlocks;
    private final int reserve;
    private boolean mayGrow = true;
    private Runnable lowWaterAction = () -> { };

    public BlockAllocator(Geometry geometry, AddressSpace space) {
        this.geometry = geometry;
        this.space = space;
        this.free = new int[geometry.blockCount()];
        this.next = new int[geometry.blockCount()];
        this.reserve = geometry.reserve();
        Arrays.fill(next, NONE);
    }

    /** Called, without any lock held, whenever a taker leaves fewer free blocks than the low-water mark. */
    public void onLowWater(Runnable action) {
        lowWaterAction = action;
    }

    /** Takes another extent from the operating system. Slow; not to be called by somebody who holds a lock.
     *
     * @return false if there is none to be had any more
     */
    public boolean grow() {
        long bytes = mayGrow() ? space.grow() : 0;
        lock.lock();
        try {
            int blocks = (int) (bytes >>> geometry.blockShift());
            if (blocks == 0 || committed + blocks == geometry.blockCount()) {
                mayGrow = false;
            }
            // Pushed in falling order: the lowest block is handed out first, and block 0 before all others.
            for (int block = committed + blocks - 1; block >= committed; block--) {
                free[freeCount++] = block;
            }
            committed += blocks;
            roomMade.signalAll();
            return blocks > 0;
        } finally {
            lock.unlock();
        }
    }

    /** True while an extent can still be taken from the operating system. */
    public boolean mayGrow() {
        lock.lock();
        try {
            return mayGrow;
        } finally {
            lock.unlock();
        }
    }

    /** A chain of blocks for the log, or {@link #NONE} if there are not that many. */
    public int takeChain(int count) {
        return take(count, reserve, false);
    }

    /** Like {@link #takeChain} from the last reserve. For the reclaimer only. */
    public int takeChainFromReserve(int count) {
        return take(count, 0, false);
    }

    /** One block for the index, until {@link #giveIndexBlock}. */
    public int takeForIndex() {
        return take(1, reserve, true);
    }

    private int take(int count, int keep, boolean forIndex) {
        int first = NONE;
        boolean low;
        lock.lock();
        try {
            if (freeCount - keep >= count) {
                for (int i = 0; i < count; i++) {
                    int block = free[--freeCount];
                    next[block] = first;
                    first = block;
                }
                indexBlocks += forIndex ? count : 0;
            }
            low = freeCount < (mayGrow ? growMark() : geometry.lowWater());
        } finally {
            lock.unlock();
        }
        if (low) {
            lowWaterAction.run();
        }
        return first;
    }

    /** With fewer free blocks than this the next extent is taken, ahead of its use. */
    public int growMark() {
        return geometry.highWater() + (1 << geometry.extentShift() - geometry.blockShift()) / 2;
    }

    /**
     * Like {@link #grow} for writers who wait for room: one at a time, and not if somebody else has just made enough, so that a crowd of
     * writers does not take an extent each.
     *
     * @return false if there is still no room and no extent to be had
     */
    public boolean growFor(int count) {
        growing.lock();
        try {
            return hasRoom(count) || grow();
        } finally {
            growing.unlock();
        }
    }

    /** False if {@code count} blocks would not be free for a writer even if the log were empty: the index and the reserve hold too many. */
    public boolean couldHave(int count) {
        lock.lock();
        try {
            return mayGrow || committed - indexBlocks - reserve >= count;
        } finally {
            lock.unlock();
        }
    }

    /** True if a writer could take {@code count} blocks now. */
    public boolean hasRoom(int count) {
        return freeBlocks() - reserve >= count;
    }

    /** Takes a chain back. */
    public void giveChain(int first) {
        for (int block = first; block != NONE; block = next[block]) {
            long address = (long) block << geometry.blockShift();
            Extent extent = space.extent(address);
            space.memory().freed(extent, space.offset(address), geometry.blockSize());
        }
        lock.lock();
        try {
            int block = first;
            while (block != NONE) {
                free[freeCount++] = block;
                block = next[block];
            }
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a block back from the index: nobody who writes knows an address in it any more. */
    public void giveIndexBlock(int block) {
        long address = (long) block << geometry.blockShift();
        Extent extent = space.extent(address);
        space.memory().freed(extent, space.offset(address), geometry.blockSize());
        lock.lock();
        try {
            indexBlocks--;
            free[freeCount++] = block;
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The block after {@code block} in its chain, or {@link #NONE}. */
    public int next(int block) {
        return next[block];
    }

    /** Appends a chain to the last block of another. Only for who owns both. */
    public void link(int last, int chain) {
        next[last] = chain;
    }

    /**
     * Waits until a writer could take {@code count} blocks, at most {@code nanos}.
     *
     * @return true if the thread was interrupted, which ends the wait and clears the flag
     */
    public boolean awaitRoom(int count, long nanos) {
        lock.lock();
        try {
            if (freeCount - reserve < count) {
                roomMade.awaitNanos(nanos);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everybody who waits for room, for instance because the store closes. */
    public void wakeAll() {
        lock.lock();
        try {
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change of the free blocks for a little while without keeping a processor busy. */
    public static long shortWaitNanos() {
        return TimeUnit.MILLISECONDS.toNanos(2);
    }

    public int freeBlocks() {
        lock.lock();
        try {
            return freeCount;
        } finally {
            lock.unlock();
        }
    }

    /** The numbers of the free blocks at this moment, for a verifier. */
    public int[] freeBlockNumbers() {
        lock.lock();
        try {
            return Arrays.copyOf(free, freeCount);
        } finally {
            lock.unlock();
        }
    }

    /** How the committed blocks are used, and the live bytes, at one moment. */
    public Usage usage(SegmentTable segments) {
        lock.lock();
        try {
            int logBlocks = committed - freeCount - indexBlocks;
            long logBytes = (long) logBlocks << geometry.blockShift();
            // No block comes or goes now, so live bytes fit into the log's blocks but for counters that are read while they move.
            long live = Math.max(0, Math.min(segments.liveBytes(), logBytes));
            return new Usage((long) committed << geometry.blockShift(), live, logBytes - live,
                    (long) freeCount << geometry.blockShift(), (long) indexBlocks << geometry.blockShift());
        } finally {
            lock.unlock();
        }
    }

    /** Bytes; {@code committed = live + dead + free + index}. */
    public record Usage(long committed, long live, long dead, long free, long index) {
    }
}
