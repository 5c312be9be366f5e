package org.varve.store.reclaim;

import org.varve.store.log.Heads;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/** Empties segments because of where they are: they own blocks whose memory is to be given back. Used by one thread at a time. */
final class Evacuator {
    private final Geometry geometry;
    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final Heads heads;
    private final Compactor compactor;

    Evacuator(Geometry geometry, SegmentTable segments, BlockAllocator blocks, Heads heads, Compactor compactor) {
        this.geometry = geometry;
        this.segments = segments;
        this.blocks = blocks;
        this.heads = heads;
        this.compactor = compactor;
    }

    /**
     * Empties one segment that owns one of some blocks, or closes open segments if one of these may own them.
     *
     * @return false if there was nothing to be done at the moment
     */
    boolean step(int[] used) {
        boolean anyOpen = false;
        int last = -1;
        for (int block : used) {
            // May be stale: what counts is asked once the segment is claimed and does not change any more.
            int slot = segments.slotOf((long) block << geometry.blockShift());
            if (slot == last) {
                continue;
            }
            last = slot;
            anyOpen |= segments.state(slot) == SegmentState.OPEN;
            if (segments.state(slot) == SegmentState.CLOSED && segments.claim(slot)) {
                if (owns(slot, block)) {
                    empty(slot);
                    return true;
                }
                segments.unclaim(slot);
            }
        }
        return anyOpen && heads.closeIdle() | compactor.closeSurvivors();
    }

    private boolean owns(int slot, int wanted) {
        int block = segments.firstBlock(slot);
        while (block != BlockAllocator.NONE && block != wanted) {
            block = blocks.next(block);
        }
        return block == wanted;
    }

    private void empty(int slot) {
        if (segments.live(slot) == 0) {
            segments.free(slot);
        } else {
            compactor.empty(slot, false, false);
        }
    }
}
