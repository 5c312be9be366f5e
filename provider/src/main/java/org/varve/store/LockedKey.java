package org.varve.store;

/**
 * A key whose lock the current thread holds: what looks before it writes goes through here, and no plain put or remove
 * of the key slips in between. Close in the thread that opened it, innermost first.
 */
public final class LockedKey implements AutoCloseable {
    private final ReadPath reads;
    private final WritePath writes;
    private final KeyLocks locks;
    private final StoreKey key;
    private final KeyLock lock;
    private final long hash;
    private final boolean reentrant;
    private boolean closed;

    LockedKey(ReadPath reads, WritePath writes, KeyLocks locks, StoreKey key) {
        this.reads = reads;
        this.writes = writes;
        this.locks = locks;
        this.key = key;
        this.lock = locks.acquire(key);
        this.hash = key.hash();
        this.reentrant = lock.holds() > 1;
    }

    /** True if this thread held the key already when this object was made (user code came back to the same key). */
    public boolean isReentrant() {
        return reentrant;
    }

    /** See {@link Keyspace#get}. */
    public Presence get(ValueBuffer into) {
        return reads.get(key, into);
    }

    /** See {@link Keyspace#contains}. */
    public Presence contains() {
        return reads.get(key, null);
    }

    /** See {@link Keyspace#put}. */
    public Presence put(byte[] value, int offset, int length, long expireIfCreated, long expireIfUpdated) {
        return writes.put(key, value, offset, length, expireIfCreated, expireIfUpdated, true);
    }

    /** See {@link Keyspace#remove}. */
    public Presence remove() {
        return writes.remove(key, true);
    }

    /** See {@link Keyspace#touch}. */
    public boolean touch(long expected, long expireAt) {
        return writes.touch(key, expected, expireAt, true);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            locks.release(lock, hash);
        }
    }
}
