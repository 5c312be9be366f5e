package org.varve.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.varve.store.index.CellSlab;
import org.varve.store.index.Index;
import org.varve.store.index.IndexMover;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Heads;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.reclaim.Merging;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.RetiredBlocks;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Vacating;

/**
 * Keeps indexes and sketch as large as the number of entries asks for, and lets their blocks come back. Not to be called from inside an access, because it
 * waits for grace periods; for one thread at a time.
 */
final class Upkeep implements Vacating {
    private static final int RELEASED_AT_ONCE = 64;
    /** So much of the budget is the sketch's from the beginning. Only where entries have 2 KiB and more on average would they ask for less. */
    private static final int BLOCKS_PER_LEAST_SKETCH = 512;
    private static final double NEARLY_FULL = 0.75;
    /** Far enough below that a store which comes and goes a little does not have its sketch resized each time. */
    private static final double NO_LONGER_FULL = 0.5;

    private final IndexRegistry indexes;
    private final CellSlab slab;
    private final IndexMover mover;
    private final FrequencySketch sketch;
    private final RetiredBlocks retired;
    private final Heads heads;
    private final BlockAllocator blocks;
    private final SegmentTable segments;
    private final LongSupplier wallClock;
    private final AccessGuard guard;
    private final LongFunction<Merging> merging;
    /** Held for a step, during whose grace period some blocks belong to nobody. */
    private final ReentrantLock working = new ReentrantLock();
    /** Under that lock. */
    private boolean nearlyFull;

    /** @param merging which indexes to merge at a time, in milliseconds */
    Upkeep(IndexRegistry indexes, CellSlab slab, FrequencySketch sketch, RetiredBlocks retired, Heads heads, BlockAllocator blocks,
            SegmentTable segments, LongSupplier wallClock, AccessGuard guard, LongFunction<Merging> merging) {
        this.indexes = indexes;
        this.slab = slab;
        this.mover = new IndexMover(indexes, slab);
        this.sketch = sketch;
        this.retired = retired;
        this.heads = heads;
        this.blocks = blocks;
        this.segments = segments;
        this.wallClock = wallClock;
        this.guard = guard;
        this.merging = merging;
    }

    /**
     * A bounded step.
     *
     * @param idle whether there is nothing else to do: then index memory is moved together
     * @return true if there is more to do at once
     */
    boolean step(boolean idle) {
        working.lock();
        try {
            boolean more = guard.write(() -> fitSketch() | shrink(idle));
            return release() | more;
        } finally {
            working.unlock();
        }
    }

    private boolean shrink(boolean idle) {
        switch (merging.apply(wallClock.getAsLong())) {
            case NONE:
                return false;
            case NEARLY_EMPTY:
                return mover.shrinkStepIfNearlyEmpty();
            default:
                return mover.shrinkStep() || idle && mover.consolidateStep();
        }
    }

    private boolean fitSketch() {
        return sketch.fit(expectedEntries(), blocks.budgetBlocks() / BLOCKS_PER_LEAST_SKETCH);
    }

    /**
     * How many entries the sketch is to be made for. Where the store is about to be full, as many as there will be. Before, frequencies are not asked
     * for: as many as there are, in powers of two, since a sketch loses accuracy whenever it grows by less than that.
     */
    private long expectedEntries() {
        long sum = 0;
        for (Index index : indexes.all()) {
            sum += index == null ? 0 : index.size();
        }
        double room = blocks.logCapacity();
        double fill = segments.liveBytes(wallClock.getAsLong()) / Math.max(1, room);
        nearlyFull = fill >= (nearlyFull ? NO_LONGER_FULL : NEARLY_FULL);
        return nearlyFull ? (long) (sum / Math.min(1, fill)) : Long.highestOneBit(sum);
    }

    /**
     * What is part of a budget that was lowered: moves index and sketch out of a range of addresses. Both are made as small as they may be at the same time:
     * after many evictions there is no room elsewhere before that. Looking for what can be moved counts for nothing: otherwise it would go on for ever where
     * nothing can.
     */
    @Override
    public boolean step(long from, long to) {
        working.lock();
        try {
            long before = slab.leftPieces();
            boolean more = guard.write(() -> {
                heads.giveSpareChunks(slab::isLeaving, slab::giveChunk);
                return fitSketch() | mover.shrinkStep() | sketch.moveBlock(from, to) == FrequencySketch.Move.MOVED;
            });
            boolean left;
            do {
                left = guard.write(() -> mover.vacateStep(from, to));
            } while (!left && !mover.isPassOver() && slab.leftPieces() == before);
            return release() | more | slab.leftPieces() != before;
        } finally {
            working.unlock();
        }
    }

    /** Runs something while no step is under way, for a verifier. */
    void whilePaused(Runnable action) {
        working.lock();
        try {
            action.run();
        } finally {
            working.unlock();
        }
    }

    @Override
    public void rest() {
        mover.stay();
    }

    private boolean release() {
        int[] idle = slab.detachIdle(RELEASED_AT_ONCE);
        int[] old = retired.take();
        if (idle.length + old.length == 0) {
            return false;
        }
        // Nothing names these blocks any more; whoever may still write to them is waited for.
        boolean passed = guard.await();
        guard.write(() -> {
            if (passed) {
                slab.release(idle);
                retired.release(old);
            } else {
                slab.reattach(idle);
                for (int block : old) {
                    retired.add(block);
                }
            }
            return null;
        });
        return passed;
    }
}
