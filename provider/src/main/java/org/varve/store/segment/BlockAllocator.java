package org.varve.store.segment;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;

/**
 * Hands out blocks, singly or as linked chains, all or nothing; takes extents from the operating system when asked to, up to the present budget, and
 * gives them back when the budget has been lowered and they have been emptied.
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
    /** This part of the budget is free when extents begin to be emptied, for writers meanwhile. */
    private static final int SHRINKING_SLACK = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();
    /** Held while an extent is taken or given back, or the budget changed; acquired before everything else here. */
    private final ReentrantLock growing = new ReentrantLock();
    private final Geometry geometry;
    private final AddressSpace space;
    /** The block that follows in the same segment, or in a list of free ones. Optimistic readers may see a stale value, never one out of range. */
    private final int[] next;
    private final ExtentBlocks extents;
    private final Shrinking shrinking;
    /** Writers that wait for room; the first is promised what is free. */
    private final ArrayDeque<Pledge> pledges = new ArrayDeque<>();
    private final int reserve;
    /** The operating system has refused an extent since the budget was set. */
    private boolean refused;
    private long blocksGiven;
    private volatile long maxRecord;
    private volatile Runnable lowWaterAction = () -> { };

    public BlockAllocator(Geometry geometry, AddressSpace space) {
        this.geometry = geometry;
        this.space = space;
        this.next = new int[geometry.blockCount()];
        this.reserve = geometry.reserve();
        this.maxRecord = maxRecord(geometry.budgetBlocks());
        Arrays.fill(next, NONE);
        this.extents = new ExtentBlocks(next, geometry.extentShift() - geometry.blockShift(), geometry.budgetBlocks());
        this.shrinking = new Shrinking(space, extents, geometry.lowWater() + geometry.budgetBlocks() / SHRINKING_SLACK, growing, lock);
    }

    /** Called, without any lock held, whenever a taker leaves fewer free blocks than the low-water mark. */
    public void onLowWater(Runnable action) {
        lowWaterAction = action;
    }

    /**
     * Takes another extent from the operating system, a shorter one where the budget leaves no more. Slow; not to be called by somebody who holds a lock.
     *
     * @return false if there is none to be had now
     */
    public boolean grow() {
        growing.lock();
        try {
            int blocks = growth();
            if (blocks == 0) {
                return false;
            }
            int extent = space.take((long) blocks << geometry.blockShift());
            lock.lock();
            try {
                if (extent == AddressSpace.NONE) {
                    refused = true;
                    return false;
                }
                extents.add(extent, blocks);
                blocksGiven += blocks;
                roomMade.signalAll();
                return true;
            } finally {
                lock.unlock();
            }
        } finally {
            growing.unlock();
        }
    }

    /** Blocks of the next extent that could be taken from the operating system; 0 if there is none. */
    private int growth() {
        lock.lock();
        try {
            return refused || extents.emptySlots() == 0 ? 0 : Math.max(0, Math.min(extents.budget() - extents.committed(), extents.perExtent()));
        } finally {
            lock.unlock();
        }
    }

    /** True while an extent can still be taken from the operating system. */
    public boolean mayGrow() {
        return growth() > 0;
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

    /**
     * The same for a block that is to be used once it has got its content: given back if that fails.
     *
     * @param content gives a block, by its number, what is to be in it
     */
    public int takeForIndex(IntConsumer content) {
        int block = takeForIndex();
        if (block == NONE) {
            return NONE;
        }
        boolean done = false;
        try {
            content.accept(block);
            done = true;
            return block;
        } finally {
            if (!done) {
                giveIndexBlock(block);
            }
        }
    }

    /** Takes a block back from the index. No thread may be about to use what was in it: a grace period must have passed. */
    public void giveIndexBlock(int block) {
        lock.lock();
        try {
            extents.fromIndex(block);
            next[block] = NONE;
        } finally {
            lock.unlock();
        }
        giveChain(block);
    }

    private int take(int count, int keep, boolean forIndex) {
        int first = NONE;
        boolean low;
        lock.lock();
        try {
            // What is taken from the reserve is for survivors, who make room for whoever waits.
            if (extents.available() - keep - (keep == 0 ? 0 : pledgedToOthers()) >= count) {
                for (int i = 0; i < count; i++) {
                    int block = extents.pop(forIndex);
                    next[block] = first;
                    first = block;
                }
                if (forIndex) {
                    extents.toIndex(first);
                } else if (keep != 0) {
                    fulfil();
                }
            }
            low = extents.available() < (growth() > 0 ? growMark() : geometry.lowWater());
        } finally {
            lock.unlock();
        }
        if (low) {
            lowWaterAction.run();
        }
        return first;
    }

    /** The first in the queue has got its blocks, if it is this thread. */
    private void fulfil() {
        Pledge first = pledges.peek();
        if (first != null && first.isOwn()) {
            pledges.remove();
            roomMade.signalAll();
        }
    }

    private int pledgedToOthers() {
        Pledge first = pledges.peek();
        return first == null || first.isOwn() ? 0 : first.count();
    }

    /** Queues for {@code count} blocks on behalf of the current thread. */
    public Pledge enqueue(int count) {
        Pledge pledge = new Pledge(this, count);
        lock.lock();
        try {
            pledges.add(pledge);
        } finally {
            lock.unlock();
        }
        return pledge;
    }

    void withdraw(Pledge pledge) {
        lock.lock();
        try {
            if (pledges.remove(pledge)) {
                roomMade.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Blocks that the longest-waiting writer is promised, 0 if nobody waits. */
    public int demand() {
        lock.lock();
        try {
            Pledge first = pledges.peek();
            return first == null ? 0 : first.count();
        } finally {
            lock.unlock();
        }
    }

    /** Rises with every block that comes free or from the operating system: who waits sees by it whether anything goes on. */
    public long progress() {
        lock.lock();
        try {
            return blocksGiven;
        } finally {
            lock.unlock();
        }
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
            return growth() > 0 || extents.committed() - extents.parkedBlocks() - extents.indexBlocks() - reserve >= count;
        } finally {
            lock.unlock();
        }
    }

    /** True if the current thread could take {@code count} blocks now, as a writer. */
    public boolean hasRoom(int count) {
        lock.lock();
        try {
            return isRoomFor(count);
        } finally {
            lock.unlock();
        }
    }

    private boolean isRoomFor(int count) {
        return extents.available() - reserve - pledgedToOthers() >= count;
    }

    /** Takes a chain back. */
    public void giveChain(int first) {
        for (int block = first; block != NONE; block = next[block]) {
            long address = (long) block << geometry.blockShift();
            Extent extent = space.extent(address);
            space.memory().freed(extent, space.offset(address), geometry.blockSize());
        }
        boolean vacated = false;
        lock.lock();
        try {
            int block = first;
            while (block != NONE) {
                int following = next[block];
                extents.push(block);
                blocksGiven++;
                vacated |= extents.isVacant(extents.extentOf(block));
                block = following;
            }
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
        if (vacated) {
            lowWaterAction.run();
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
            if (!isRoomFor(count)) {
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

    /** Blocks that can be taken, the reserve included; not those of extents that are being emptied. */
    public int freeBlocks() {
        lock.lock();
        try {
            return extents.available();
        } finally {
            lock.unlock();
        }
    }

    /** The same, and those that can still be taken from the operating system. */
    public int blocksLeft() {
        lock.lock();
        try {
            return extents.available() + Math.max(0, extents.budget() - extents.committed());
        } finally {
            lock.unlock();
        }
    }

    /** The numbers of the free blocks at this moment, those that are not handed out any more included. For a verifier. */
    public int[] freeBlockNumbers() {
        lock.lock();
        try {
            return extents.freeNumbers();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the extent that a block lies in. */
    public int extentOf(int block) {
        return extents.extentOf(block);
    }

    /** The blocks that there is memory behind. */
    public BitSet committedBlocks() {
        lock.lock();
        try {
            return extents.committedBlocks();
        } finally {
            lock.unlock();
        }
    }

    /** True if at least half of the present budget is used for something. */
    public boolean isHalfUsed() {
        lock.lock();
        try {
            return 2 * (extents.committed() - extents.available()) >= extents.budget();
        } finally {
            lock.unlock();
        }
    }

    /** The present budget in blocks. */
    public int budgetBlocks() {
        lock.lock();
        try {
            return extents.budget();
        } finally {
            lock.unlock();
        }
    }

    /** The largest record that is stored now: a quarter of the present budget. */
    public long maxRecord() {
        return maxRecord;
    }

    private long maxRecord(int budget) {
        return Math.min(((long) budget << geometry.blockShift()) / 4, geometry.maxRecord());
    }

    /** Bytes that the log may come to occupy: what the budget leaves after the index and the reserve. */
    public long logCapacity() {
        lock.lock();
        try {
            return (long) Math.max(0, extents.budget() - extents.indexBlocks() - reserve) << geometry.blockShift();
        } finally {
            lock.unlock();
        }
    }

    /** Sets another budget. What is too much is given back by and by, see {@link Shrinking}; what is gained can be taken at once. */
    public void setBudget(int blocks) {
        growing.lock();
        try {
            lock.lock();
            try {
                if (blocks != extents.budget()) {
                    extents.setBudget(blocks);
                }
                refused = false;
                maxRecord = maxRecord(blocks);
                roomMade.signalAll();
            } finally {
                lock.unlock();
            }
        } finally {
            growing.unlock();
        }
    }

    /** The part that gives memory back. */
    public Shrinking shrinking() {
        return shrinking;
    }

    /** How the committed blocks are used, and the bytes live at {@code now}; {@code committed = live + dead + free + index} whatever goes on. */
    public Usage usage(SegmentTable segments, long now) {
        // Summed before the lock is taken, because that takes long; what has changed meanwhile is made to fit.
        long counted = segments.liveBytes(now);
        lock.lock();
        try {
            int free = extents.available() + extents.parkedFree();
            int index = extents.indexBlocks();
            long logBytes = (long) (extents.committed() - free - index) << geometry.blockShift();
            long live = Math.max(0, Math.min(counted, logBytes));
            return new Usage((long) extents.committed() << geometry.blockShift(), live, logBytes - live,
                    (long) free << geometry.blockShift(), (long) index << geometry.blockShift());
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the tables on the Java heap. */
    public long heapBytes() {
        return extents.heapBytes();
    }

    /** Bytes; {@code committed = live + dead + free + index}. */
    public record Usage(long committed, long live, long dead, long free, long index) {
    }
}
