package org.varve.store;

import java.util.function.LongSupplier;
import org.varve.store.index.CellSlab;
import org.varve.store.index.Index;
import org.varve.store.index.IndexMover;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Heads;
import org.varve.store.policy.FrequencySketch;
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
    private static final double NEARLY_FULL = 0.75;

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

    Upkeep(IndexRegistry indexes, CellSlab slab, FrequencySketch sketch, RetiredBlocks retired, Heads heads, BlockAllocator blocks, SegmentTable segments,
            LongSupplier wallClock, AccessGuard guard) {
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
    }

    /**
     * A bounded step.
     *
     * @param idle whether there is nothing else to do: then index memory is moved together
     * @return true if there is more to do at once
     */
    boolean step(boolean idle) {
        boolean more = guard.write(() -> sketch.fit(expectedEntries()) | mover.shrinkStep() || idle && mover.consolidateStep());
        return release() | more;
    }

    /** As many entries as there are; where the store is about to be full, as many as there will be: a sketch that grows loses accuracy each time. */
    private long expectedEntries() {
        long sum = 0;
        for (Index index : indexes.all()) {
            sum += index == null ? 0 : index.size();
        }
        double room = blocks.logCapacity();
        double fill = segments.liveBytes(wallClock.getAsLong()) / Math.max(1, room);
        return fill < NEARLY_FULL ? sum : (long) (sum / Math.min(1, fill));
    }

    /** What is part of a budget that was lowered: moves index and sketch out of a range of addresses. */
    @Override
    public boolean step(long from, long to) {
        boolean moving = guard.write(() -> {
            heads.giveSpareChunks(slab::isLeaving, slab::giveChunk);
            boolean moves = !mover.vacateStep(from, to) && !mover.isPassOver();
            return sketch.moveBlock(from, to) == FrequencySketch.Move.MOVED || moves;
        });
        return release() | moving;
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
