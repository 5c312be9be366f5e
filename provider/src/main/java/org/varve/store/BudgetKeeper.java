package org.varve.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.varve.store.reclaim.Reclaimer;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.Shrinking;
import org.varve.store.segment.Vacating;

/**
 * Brings the memory down to a lowered budget, in bounded steps: extents are chosen and their free blocks withheld; what the log and the index have in them
 * is moved elsewhere, or evicted where there is no room; when all their blocks are free, a grace period passes, and they are given back.
 *
 * <p>Extents are parked once there is room for what is in them, so that writers find blocks all the time: as long as there is too little, whole segments are dropped,
 * those on probation first, then new ones, then protected ones. Not for ever, though: writers may take blocks as fast as they are freed.
 */
final class BudgetKeeper {
    /** So many steps of reclaiming at most between two that empty an extent. */
    private static final int RECLAIMS_IN_A_ROW = 4;
    /** Slices; after so many, writers have taken what was freed, and an extent is parked all the same. */
    private static final int MOST_STEPS_OF_MAKING_ROOM = 1 << 15;
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock working = new ReentrantLock();
    private final Geometry geometry;
    private final AccessGuard guard;
    private final BlockAllocator blocks;
    private final Shrinking shrinking;
    private final Reclaimer reclaimer;
    private final Vacating index;
    /** Guarded by {@link #working}, as is what follows. */
    private boolean active;
    private int reclaims;
    private int steps;
    private volatile long pauseNanos;

    /** @param index moves index memory; called outside of any access */
    BudgetKeeper(Geometry geometry, AccessGuard guard, BlockAllocator blocks, Reclaimer reclaimer, Vacating index) {
        this.geometry = geometry;
        this.guard = guard;
        this.blocks = blocks;
        this.shrinking = blocks.shrinking();
        this.reclaimer = reclaimer;
        this.index = index;
    }

    /**
     * One step. Not to be called from inside an access, because it may wait for a grace period. One thread at a time; for others there is nothing to do.
     *
     * @return true if something was done and there may be more to do at once
     */
    boolean step() {
        if (!working.tryLock()) {
            return false;
        }
        try {
            boolean wanted = shrinking.park();
            if (active && !wanted) {
                index.rest();
            }
            active = wanted;
            boolean done = wanted && (giveBack() || emptyOne() || makeRoom());
            pauseNanos = !wanted || done ? 0 : Math.min(LONGEST_PAUSE_NANOS, Math.max(SHORTEST_PAUSE_NANOS, 2 * pauseNanos));
            return done;
        } finally {
            working.unlock();
        }
    }

    /** After a step that could do nothing for now although there is more to do: the time after which to try again. Otherwise 0. */
    long pauseNanos() {
        return pauseNanos;
    }

    private boolean giveBack() {
        int[] vacant = shrinking.vacant();
        // Whoever still holds an address in there got it before the extents were vacant, and is waited for.
        if (vacant.length == 0 || !guard.await()) {
            return false;
        }
        for (int extent : vacant) {
            shrinking.release(extent);
        }
        steps = 0;
        return true;
    }

    private boolean emptyOne() {
        for (int extent : shrinking.occupied()) {
            long from = (long) extent << geometry.extentShift();
            if (guard.write(() -> moveSegment(extent)) || index.step(from, from + (1L << geometry.extentShift()))) {
                return true;
            }
        }
        return false;
    }

    /** So that extents can be parked without writers running short of blocks. Most of what is there has to go, so nothing is moved for its sake. */
    private boolean makeRoom() {
        // Otherwise what is left there is somebody else's for a moment: a worker empties it, or a sweep that was stopped has not settled it.
        if (shrinking.isRoomNeeded() && steps++ < MOST_STEPS_OF_MAKING_ROOM && guard.write(reclaimer::flush)) {
            return true;
        }
        steps = 0;
        return shrinking.parkAnyway();
    }

    private boolean moveSegment(int extent) {
        if (reclaims < RECLAIMS_IN_A_ROW && blocks.freeBlocks() < geometry.lowWater() && reclaimer.step(geometry.highWater(), false)) {
            reclaims++;
            return true;
        }
        reclaims = 0;
        return reclaimer.vacate(shrinking.usedBlocks(extent));
    }
}
