package org.varve.store;

/**
 * The keys of one cache inside a {@link Store}. All methods are safe for use by many threads; each is atomic for its key.
 * Methods throw {@link StoreClosedException} once the keyspace or its store is closed.
 */
public final class Keyspace implements AutoCloseable {

    /** Copies the value under {@code key} into {@code into} if it is {@link Presence#LIVE} or {@link Presence#EXPIRED}. Takes no lock. */
    public Presence get(StoreKey key, ValueBuffer into) {
        throw new AssertionError();
    }

    /** Like {@link #get} without copying the value. */
    public Presence contains(StoreKey key) {
        throw new AssertionError();
    }

    /**
     * Maps {@code key} to a value unconditionally. Never fails for lack of room: something else is evicted. A record that can
     * never fit behaves as stored and evicted at once.
     *
     * @param expireIfCreated expiry time if no live mapping is replaced; ETERNAL or milliseconds
     * @param expireIfUpdated expiry time if a live mapping is replaced; also {@link Expiry#KEEP}
     * @return what was there before: LIVE means updated, ABSENT and EXPIRED mean created
     */
    public Presence put(StoreKey key, byte[] value, int offset, int length, long expireIfCreated, long expireIfUpdated) {
        throw new AssertionError();
    }

    /** Removes the mapping, if any, and tells what was there. An expired one is removed too. */
    public Presence remove(StoreKey key) {
        throw new AssertionError();
    }

    /**
     * Changes the expiry time in place if the mapping is there and its expiry time still is {@code expected}
     * (as read into a {@link ValueBuffer}); otherwise somebody else was faster and nothing happens.
     */
    public boolean touch(StoreKey key, long expected, long expireAt) {
        throw new AssertionError();
    }

    /** Begins a compound operation: holds the key's lock until {@link LockedKey#close()}. Reentrant per thread.
     *
     * @throws KeyDeadlockException if waiting would close a cycle of threads that wait for each other's keys
     */
    public LockedKey lock(StoreKey key) {
        throw new AssertionError();
    }

    /** Locks several keys in the one order that all bulk operations use; result i belongs to key i. Equal keys are allowed. */
    public LockedKey[] lockAll(StoreKey[] keys) {
        throw new AssertionError();
    }

    /** A weakly consistent walk over the keys: every key that is there throughout is returned exactly once. Expired keys may be returned. */
    public KeyCursor keys() {
        throw new AssertionError();
    }

    /** Removes every mapping. */
    public void clear() {
        throw new AssertionError();
    }

    /** Number of mappings, expired ones that have not been met yet included; exact when nothing is going on. */
    public long size() {
        throw new AssertionError();
    }

    /** Mappings evicted for lack of room since the keyspace was opened. */
    public long evictions() {
        throw new AssertionError();
    }

    /** Removes every mapping and gives the keyspace up. */
    @Override
    public void close() {
        throw new AssertionError();
    }
}
