package org.varve.store.index;

/**
 * Maintenance of the indexes of a store, in bounded steps: merges buckets of indexes that nobody writes to, and moves runs and chunks out of blocks, either
 * because a range of addresses is to be given back to the operating system or because many blocks are half empty. The blocks themselves go
 * back by {@link CellSlab#detachIdle}.
 *
 * <p>Steps are made during an access to the store that may write, by one thread at a time.
 */
public final class IndexMover {
    /** Runs looked at in one step, 16 buckets each. */
    private static final int RUNS_AT_ONCE = 64;

    private final IndexRegistry indexes;
    private final CellSlab slab;
    private long from;
    private long to;
    private boolean consolidating;
    private boolean passOver;
    /** Where the pass over all buckets of all indexes is. */
    private int nextIndex;
    private int nextRun;

    public IndexMover(IndexRegistry indexes, CellSlab slab) {
        this.indexes = indexes;
        this.slab = slab;
    }

    /** Merges some buckets of indexes that have become sparse. True if there is more to do. */
    public boolean shrinkStep() {
        boolean more = false;
        for (Index index : indexes.all()) {
            more |= index != null && index.shrinkStep();
        }
        return more;
    }

    /** Merges some buckets of indexes that are nearly empty: the least that has to be done. True if there is more of that to do. */
    public boolean shrinkStepIfNearlyEmpty() {
        boolean more = false;
        for (Index index : indexes.all()) {
            more |= index != null && index.shrinkStepIfNearlyEmpty();
        }
        return more;
    }

    /**
     * One step of moving what the indexes hold in a range of addresses to elsewhere. From the first step on, no index gets anything in it, until
     * {@link #stay}, provided that the {@code BlockAllocator} hands out no block in it. Chunks that append heads keep ready are moved by their owners, see
     * {@link CellSlab#isLeaving(long)}; what a retired index holds goes when it has been drained.
     *
     * <p>Ranges of earlier steps are still being vacated.
     *
     * @return true if nothing in the ranges is in use any more; their blocks are then to be taken out by {@link CellSlab#detachIdle}
     */
    public boolean vacateStep(long rangeFrom, long rangeTo) {
        if (consolidating) {
            slab.stay();
        }
        if (consolidating || from != rangeFrom || to != rangeTo) {
            slab.leaveRange(rangeFrom, rangeTo);
            begin(rangeFrom, rangeTo, false);
        }
        passOver = !slab.haveLeft() && !move();
        if (passOver) {
            begin(rangeFrom, rangeTo, false);
        }
        return slab.haveLeft();
    }

    /** True if the last step of vacating came to the end of all indexes: what is in the range still cannot be moved at the moment. */
    public boolean isPassOver() {
        return passOver;
    }

    /** Nothing is vacated any more: the range was given back, or is not to be. */
    public void stay() {
        slab.stay();
        begin(0, 0, false);
    }

    /**
     * One step of moving runs and chunks together where many blocks are half empty. Does nothing while a range is being vacated.
     *
     * @return true if there is more to do
     */
    public boolean consolidateStep() {
        if (to != 0) {
            return false;
        }
        if (!consolidating) {
            if (!slab.leaveEmptiest()) {
                return false;
            }
            begin(0, 0, true);
        }
        if (!slab.haveLeft() && move()) {
            return true;
        }
        // One pass, even if a head or a retired index still holds something: those that are empty stay so, as the lowest are used first.
        stay();
        return false;
    }

    private void begin(long rangeFrom, long rangeTo, boolean consolidate) {
        from = rangeFrom;
        to = rangeTo;
        consolidating = consolidate;
        nextIndex = 0;
        nextRun = 0;
    }

    /** Moves what is to be moved of some runs; false at the end of a pass. */
    private boolean move() {
        Index[] all = indexes.all();
        for (int i = 0; i < RUNS_AT_ONCE && nextIndex < all.length; i++) {
            if (all[nextIndex] != null && all[nextIndex].resizer().vacate(nextRun)) {
                nextRun++;
            } else {
                nextIndex++;
                nextRun = 0;
            }
        }
        return nextIndex < all.length;
    }
}
