package org.varve.store;

import java.util.Arrays;
import java.util.Comparator;
import org.varve.store.index.CacheAccount;

/**
 * The keys of one cache inside a {@link Store}. All methods are safe for use by many threads; each is atomic for its key.
 * Methods throw {@link StoreClosedException} once the keyspace or its store is closed.
 */
public final class Keyspace implements AutoCloseable {
    private final StoreParts parts;
    private final String name;
    private final CacheAccount account;
    private final CurrentIndex current;
    private final KeyLocks locks = new KeyLocks();
    private final ReadPath reads;
    private final WritePath writes;
    private final Oversized oversized;
    private final Runnable onClose;

    Keyspace(StoreParts parts, KeyspaceOptions options, Runnable onClose) {
        this.parts = parts;
        this.name = options.name();
        this.onClose = onClose;
        this.account = new CacheAccount(options.ceiling());
        this.current = new CurrentIndex(parts, name, account);
        KeyJudge judge = new KeyJudge(parts, current);
        RequestSample sample = new RequestSample(parts, current, options.expirable());
        this.reads = new ReadPath(parts, current, judge, sample);
        this.oversized = new Oversized(parts, name);
        this.writes = new WritePath(parts, current, locks, judge, oversized, sample, options.expirable());
    }

    /** What it was opened as. */
    public String name() {
        return name;
    }

    /** Copies the value under {@code key} into {@code into} if it is {@link Presence#LIVE} or {@link Presence#EXPIRED}. Takes no lock. */
    public Presence get(StoreKey key, ValueBuffer into) {
        return reads.get(key, into);
    }

    /** Like {@link #get} without copying the value. */
    public Presence contains(StoreKey key) {
        return reads.get(key, null);
    }

    /**
     * Maps {@code key} to a value unconditionally. Never fails for lack of room: something else is evicted. A record that can
     * never fit behaves as stored and evicted at once.
     *
     * @param expireIfCreated expiry time if no live mapping is replaced; ETERNAL or milliseconds
     * @param expireIfUpdated expiry time if a live mapping is replaced; also {@link Expiry#KEEP}
     * @return what was there before: LIVE means updated, ABSENT and EXPIRED mean created; null if plain writes are refused
     * @throws IndexOutOfBoundsException if the array does not hold {@code length} bytes from {@code offset} on
     */
    public Presence put(StoreKey key, byte[] value, int offset, int length, long expireIfCreated, long expireIfUpdated) {
        return writes.put(key, value, offset, length, expireIfCreated, expireIfUpdated, false);
    }

    /** Removes the mapping, if any, and tells what was there. An expired one is removed too. Null if plain writes are refused. */
    public Presence remove(StoreKey key) {
        return writes.remove(key, false);
    }

    /**
     * Changes the expiry time in place if the mapping is there and its expiry time still is {@code expected}
     * (as read into a {@link ValueBuffer}); otherwise somebody else was faster and nothing happens.
     */
    public boolean touch(StoreKey key, long expected, long expireAt) {
        return writes.touch(key, expected, expireAt, false);
    }

    /**
     * Whether {@link #put} and {@link #remove} are refused, for callers who see every change happen under its key's lock. A plain write under way is
     * either refused or takes effect before any compound operation on its key that begins after this method has returned.
     */
    public void refusePlainWrites(boolean refuse) {
        locks.setCompoundOnly(refuse);
    }

    /**
     * Begins a compound operation: holds the key's lock until {@link LockedKey#close()}. Reentrant per thread.
     *
     * @throws KeyDeadlockException if waiting would close a cycle of threads that wait for each other's keys
     */
    public LockedKey lock(StoreKey key) {
        current.checkOpen();
        key.hash(parts.keyHash());
        return new LockedKey(reads, writes, locks, key);
    }

    /** Locks several keys in the one order that all bulk operations use; result i belongs to key i. Equal keys are allowed. */
    public LockedKey[] lockAll(StoreKey[] keys) {
        Integer[] order = new Integer[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i].hash(parts.keyHash());
            order[i] = i;
        }
        Arrays.sort(order, Comparator.<Integer>comparingLong(i -> keys[i].hash())
                .thenComparing((a, b) -> Arrays.compare(keys[a].bytes(), 0, keys[a].length(), keys[b].bytes(), 0, keys[b].length())));
        LockedKey[] locked = new LockedKey[keys.length];
        boolean done = false;
        try {
            for (int i : order) {
                locked[i] = lock(keys[i]);
            }
            done = true;
            return locked;
        } finally {
            for (int i = 0; !done && i < locked.length; i++) {
                if (locked[i] != null) {
                    locked[i].close();
                }
            }
        }
    }

    /** A weakly consistent walk over the keys: every key that is there throughout is returned exactly once. Expired keys may be returned. */
    public KeyCursor keys() {
        current.checkOpen();
        return new KeyCursor(parts, current);
    }

    /** Removes every mapping. */
    public void clear() {
        current.checkOpen();
        current.clear();
    }

    /** Number of mappings, expired ones that have not been met yet included; exact when nothing is going on. */
    public long size() {
        current.checkOpen();
        return current.get().size();
    }

    /** Mappings evicted for lack of room since the keyspace was opened. */
    public long evictions() {
        return account.evictions();
    }

    /** Expired mappings that the store dropped by itself since the keyspace was opened. */
    public long expirations() {
        return account.expirations();
    }

    /** Bytes of the records of this keyspace, headers and keys included; exact when nothing is going on. Those of what a sweep takes out may be among them until it ends. */
    public long bytes() {
        return account.bytes();
    }

    /** The accounts at this moment; readable after the keyspace or its store was closed, too, when there are no records any more. */
    public KeyspaceFigures figures() {
        long records = 0;
        long bytes = 0;
        try {
            records = size();
            bytes = bytes();
        } catch (StoreClosedException closed) {
            // Nothing is left.
        }
        return new KeyspaceFigures(records, bytes, account.floor(), account.ceiling(), evictions(), expirations(), oversized.count());
    }

    /** Who is told of expired mappings that the store drops by itself; null for nobody. */
    public void onExpired(ExpiredSink sink) {
        account.setListener(sink == null ? null : (key, canonical, hashCode, value) -> sink.expiring(key, canonical, hashCode, value)::done);
    }

    CacheAccount account() {
        return account;
    }

    /** Removes every mapping and gives the keyspace up. Idempotent. */
    @Override
    public void close() {
        if (parts.guard().isClosed()) {
            return;
        }
        try {
            current.close();
        } catch (RuntimeException e) {
            // The store's memory goes as a whole, and what was left of the keyspace with it.
            if (!parts.guard().isClosed()) {
                throw e;
            }
        }
        onClose.run();
    }
}
