package org.varve.store.index;

/**
 * Remembers what a bucket was at some moment, for who reads something of it without its lock and has to know, with the lock, whether that still holds. For one
 * thread, during one access to the store that may write.
 */
public final class BucketStamp {
    /** No version of a bucket that could be locked afterwards. */
    private static final long UNKNOWN = 1;

    private Table table = Index.RETIRED;
    private long cell;
    private long version = UNKNOWN;

    /** Remembers the bucket of a hash, once it is not locked. What is read of it and its records afterwards is what {@link #isUnchanged} tells of. */
    public void take(Index index, long hash) {
        table = index.table();
        cell = isOfRetired() ? 0 : index.cellOf(hash, table);
        version = isOfRetired() ? UNKNOWN : index.beginRead(cell, table);
    }

    /** Nothing is known any more; and a table that is not in use any more is not kept. */
    public void forget() {
        table = Index.RETIRED;
        version = UNKNOWN;
    }

    /** True if the index was not in use any more. */
    public boolean isOfRetired() {
        return table == Index.RETIRED;
    }

    /** The bucket's cell; only if the index was in use. */
    public long cell() {
        return cell;
    }

    /**
     * True if nothing has changed in the bucket since; false if that is not known.
     *
     * @param locked its cell, which the caller has locked
     */
    public boolean isUnchanged(Index index, long locked) {
        return locked == cell && index.isLockedSince(cell, version);
    }

    /** Locks the bucket if nothing has changed in it since; see {@link Index#lockIfUnchanged}. */
    public boolean lockIfUnchanged(Index index, long hash) {
        return index.lockIfUnchanged(cell, version, hash, table);
    }
}
