package org.varve.store.segment;

/**
 * The life of a segment slot:
 *
 * <pre>
 *   FREE -> OPEN -> CLOSED -> VICTIM -> FREE
 *                     ^          |
 *                     +----------+   a pass that could not finish
 * </pre>
 */
public enum SegmentState {
    /** The slot has no blocks. */
    FREE,
    /** A head appends to it. Nobody else may look for dead records in it. */
    OPEN,
    /** Complete: every record in it has been published or never will be. Its live bytes can only fall. */
    CLOSED,
    /** The reclaimer is emptying it. */
    VICTIM;

    private static final SegmentState[] VALUES = values();

    static SegmentState of(int ordinal) {
        return VALUES[ordinal];
    }

    boolean mayBecome(SegmentState next) {
        switch (this) {
            case FREE:
                return next == OPEN;
            case OPEN:
                return next == CLOSED;
            case CLOSED:
                return next == VICTIM;
            default:
                return next == FREE || next == CLOSED;
        }
    }
}
