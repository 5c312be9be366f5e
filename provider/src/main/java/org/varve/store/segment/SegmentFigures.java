package org.varve.store.segment;

/**
 * How many segments there are of each kind, counted while they change. The first three add up to all that hold blocks, and so do the last three.
 *
 * @param open           those that are being appended to
 * @param closed         those that are complete
 * @param victims        those that are being emptied
 * @param window         those that hold new records
 * @param probation      those whose records have been admitted, and not been used since
 * @param protectedOnes  those whose records were used while on probation
 */
public record SegmentFigures(long open, long closed, long victims, long window, long probation, long protectedOnes) {
    /** Of a store that is closed, or was never opened. */
    public static final SegmentFigures NONE = new SegmentFigures(0, 0, 0, 0, 0, 0);

    /** Segments that hold blocks. */
    public long all() {
        return open + closed + victims;
    }
}
