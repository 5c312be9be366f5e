package org.varve.store.segment;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.varve.store.memory.AddressSpace;

/**
 * What becomes of extents when there are more than the budget allows: some are <em>parked</em>, so that their free blocks are not handed out any more;
 * others empty them; then, after a grace period, they are given back. Part of a {@link BlockAllocator}, whose locks it shares.
 */
public final class Shrinking {
    private final AddressSpace space;
    private final ExtentBlocks extents;
    private final int slack;
    private final ReentrantLock growing;
    private final ReentrantLock lock;

    /** @param slack free blocks that are to be left when an extent has been parked and what is in it has moved */
    Shrinking(AddressSpace space, ExtentBlocks extents, int slack, ReentrantLock growing, ReentrantLock lock) {
        this.space = space;
        this.slack = slack;
        this.extents = extents;
        this.growing = growing;
        this.lock = lock;
    }

    /**
     * Withholds the free blocks of extents that have to be given back, those first that cost least to empty. The first extent always stays. Only once what
     * is in all of them has room in the others, so that writers always find blocks, and little is moved: who wants them parked makes room first.
     *
     * @return true if there are extents to be emptied, or memory is more than the budget allows
     */
    public boolean park() {
        lock.lock();
        try {
            while (isTooMuch() && isRoomForAll() && parkOne(extents.cheapest())) {
                // One more.
            }
            // Short extents may use up the slots before the memory is what the budget allows.
            while (extents.budget() - (extents.committed() - extents.parkedBlocks())
                    > (long) (extents.emptySlots() + extents.parkedExtents()) * extents.perExtent() && parkOne(extents.shortest())) {
                // One more.
            }
            return extents.parkedExtents() > 0 || isTooMuch() && extents.cheapest() >= 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Parks one extent whether or not there is room for what is in it: room was made for long, and others took it. See {@link #park()}.
     *
     * @return false if no further extent has to go
     */
    public boolean parkAnyway() {
        lock.lock();
        try {
            return isTooMuch() && parkOne(extents.cheapest());
        } finally {
            lock.unlock();
        }
    }

    private boolean isTooMuch() {
        return extents.committed() - extents.parkedBlocks() > extents.budget();
    }

    /** True while extents should be parked, but what is in them would not find room in the others. */
    public boolean isRoomNeeded() {
        lock.lock();
        try {
            return isTooMuch() && !isRoomForAll();
        } finally {
            lock.unlock();
        }
    }

    /** True while room is needed, or the log has blocks in extents that go: what comes free in those is of no use to writers. */
    public boolean isEmptying() {
        lock.lock();
        try {
            return extents.committed() > extents.budget() && extents.parkedLog() > 0 || isTooMuch() && !isRoomForAll();
        } finally {
            lock.unlock();
        }
    }

    /** True if what is in all extents that have to go would find room in those that stay. */
    private boolean isRoomForAll() {
        return extents.available() - (extents.committed() - extents.parkedBlocks() - extents.budget()) >= slack;
    }

    private boolean parkOne(int extent) {
        if (extent >= 0) {
            extents.park(extent);
        }
        return extent >= 0;
    }

    /** The numbers of the extents that are to be emptied at this moment. */
    public BitSet parked() {
        lock.lock();
        try {
            return extents.parked();
        } finally {
            lock.unlock();
        }
    }

    /** The extents that are to be emptied and hold nothing. */
    public int[] vacant() {
        return parked(true);
    }

    /** The extents that are to be emptied and still hold something. */
    public int[] occupied() {
        return parked(false);
    }

    private int[] parked(boolean vacant) {
        lock.lock();
        try {
            return IntStream.iterate(extents.nextParked(0), e -> e >= 0, e -> extents.nextParked(e + 1))
                    .filter(e -> extents.isVacant(e) == vacant).toArray();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a vacant extent back to the operating system, unless the budget was changed and it is not to be emptied any more. Between the answer of
     * {@link #vacant} and this call a grace period must have passed, and nobody called {@link #park}: otherwise it might be vacant anew. Slow.
     */
    public void release(int extent) {
        growing.lock();
        try {
            lock.lock();
            try {
                if (!extents.isVacant(extent)) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            // Nobody takes its blocks or changes the budget meanwhile.
            space.release(extent);
            lock.lock();
            try {
                extents.remove(extent);
            } finally {
                lock.unlock();
            }
        } finally {
            growing.unlock();
        }
    }

    /** The blocks of an extent that are not free at this moment, in rising order. */
    public int[] usedBlocks(int extent) {
        lock.lock();
        try {
            BitSet free = extents.freeIn(extent);
            int from = extents.firstBlock(extent);
            return IntStream.range(0, extents.size(extent)).filter(i -> !free.get(i)).map(i -> from + i).toArray();
        } finally {
            lock.unlock();
        }
    }
}
