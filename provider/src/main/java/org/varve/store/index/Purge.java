package org.varve.store.index;

/**
 * Empties an index that stays in use, some buckets at a time. For one thread, while nobody retires the index.
 *
 * <p>It goes through the hashes in the order of {@link IndexWalk}, so each bucket is an interval whatever the size of the table, and the position only
 * moves to the end of the interval of a bucket that is locked: nobody splits, merges or moves that bucket, so {@link Table#commonBits} of whichever table is
 * in force is right for it. An entry that is there when it begins, and is not removed by others, is met wherever splits and merges have put it: what has not
 * been passed yet lies in buckets that have not been emptied yet, or were joined with them.
 */
public final class Purge {
    private final Index index;
    private final Drain drain;
    private long next;
    private boolean atEnd;

    Purge(Index index, Drain drain) {
        this.index = index;
        this.drain = drain;
    }

    /**
     * Empties some buckets, during an access to the store that may write.
     *
     * @param dropped told of each entry that goes, as by {@link Index#drain}
     * @param most    how many buckets at most
     * @return true if all entries are gone that were there when this began
     */
    public boolean step(Index.Dropped dropped, int most) {
        for (int left = most; left > 0 && !atEnd; left--) {
            drain.prepare();
            long hash = Long.reverse(next);
            long cell = index.lock(hash);
            int common = index.table().commonBits(hash);
            drain.emptyAndUnlock(cell, dropped);
            next = IndexWalk.endOfInterval(next, common);
            atEnd = next == 0;
        }
        return atEnd;
    }
}
