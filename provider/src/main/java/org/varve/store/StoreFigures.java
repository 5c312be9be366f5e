package org.varve.store;

import org.varve.store.reclaim.ReclaimFigures;
import org.varve.store.segment.SegmentFigures;

/**
 * One reading of a store's accounts, in bytes unless said otherwise. At every moment
 * {@code committed = live + dead + free + index}, and {@code committed <= budget} but for one case: when the budget has been lowered, {@code committed}
 * is above it until enough has been moved or evicted and given back to the operating system.
 *
 * @param budget    upper bound of everything off-heap, as last set
 * @param committed taken from the operating system and not given back
 * @param live      bytes of records that an index names and that have not expired, as far as the segments' counters tell
 * @param dead      bytes of log blocks that hold no live record (overwritten, removed, expired, padding, unfilled tail)
 * @param free      bytes of blocks that hold nothing
 * @param index     bytes of blocks that hold index cells or the frequency sketch
 * @param sketch    bytes of the frequency sketch, which are part of {@code index}
 * @param heap      bytes of the tables kept on the Java heap
 * @param records   number of mappings
 * @param segmentFigures segments that hold blocks, by state and stream
 * @param reclaim   what reclaiming memory has done and cost since the store was opened
 */
public record StoreFigures(long budget, long committed, long live, long dead, long free, long index, long sketch, long heap,
        long records, SegmentFigures segmentFigures, ReclaimFigures reclaim) {

    /** Figures of a store that has not been opened or is closed. */
    public static StoreFigures none(long budget) {
        return new StoreFigures(budget, 0, 0, 0, 0, 0, 0, 0, 0, SegmentFigures.NONE, ReclaimFigures.NONE);
    }

    /** The part of the budget that holds records which can be read, from 0 to 1. */
    public double utilisation() {
        return budget == 0 ? 0 : Math.min(1, (double) live / budget);
    }

    /** Number of mappings evicted for lack of room. */
    public long evictions() {
        return reclaim.evictions();
    }

    /** Number of expired mappings that the store dropped by itself. */
    public long expirations() {
        return reclaim.expirations();
    }

    /** Number of segments that hold blocks. */
    public long segments() {
        return segmentFigures.all();
    }

    /** Number of segments compacted so far. */
    public long compactions() {
        return reclaim.compactions();
    }

    /** Number of times a writer had to wait for room. */
    public long stalls() {
        return reclaim.stalls();
    }

    /** Total time of those waits, in nanoseconds. */
    public long stallNanos() {
        return reclaim.stallNanos();
    }
}
