package org.varve.store;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The locks of a keyspace's compound operations: one per key in use, so that a slow loader on one key delays no other key.
 *
 * <p>A plain put or remove takes no key lock as long as it can be sure that no compound operation has looked at the key and not written yet. A compound
 * operation raises a counter (chosen by the key's hash) before it looks, and lowers it after it has written. A plain writer reads the
 * counter while it holds the key's bucket. Either the compound operation raised it first, then the plain writer sees that and queues for the key's
 * lock; or the plain writer had the bucket first, and then the compound operation's look waits for the bucket and sees what was written. Both sides
 * need a full fence between their store (counter, bucket version) and their load (bucket version, counter).
 *
 * <p>The locks are found by hash; which of the few of a hash is the key's is decided outside any lock, since that may run user code.
 */
final class KeyLocks {
    private static final int COUNTERS = 256;
    private static final KeyLock[] NO_LOCKS = new KeyLock[0];

    private final ConcurrentHashMap<Long, KeyLock[]> locks = new ConcurrentHashMap<>();
    /** Written before any compound operation that relies on it; plain writers read it where they read the counter. */
    private volatile boolean compoundOnly;
    private final AtomicIntegerArray compound = new AtomicIntegerArray(COUNTERS);

    /** Under the bucket's lock, which was taken with a full fence: true if a compound operation may be between its look and its write. */
    boolean isBusy(long hash) {
        return compoundOnly || compound.get(counter(hash)) != 0;
    }

    /** True if plain writes are refused. To be asked with the key's lock held, or by who then does not write. */
    boolean isCompoundOnly() {
        return compoundOnly;
    }

    void setCompoundOnly(boolean only) {
        compoundOnly = only;
    }

    private static int counter(long hash) {
        return (int) (hash >>> 32) & COUNTERS - 1;
    }

    /** For a compound operation: announces it and waits for the key's lock. The key's hash must have been computed. */
    KeyLock acquire(StoreKey key) {
        long hash = key.hash();
        compound.incrementAndGet(counter(hash));
        VarHandle.fullFence();
        boolean done = false;
        try {
            KeyLock lock = acquireQuietly(key);
            done = true;
            return lock;
        } finally {
            if (!done) {
                compound.decrementAndGet(counter(hash));
            }
        }
    }

    /** Undoes {@link #acquire}. */
    void release(KeyLock lock, long hash) {
        releaseQuietly(lock, hash);
        compound.decrementAndGet(counter(hash));
    }

    /**
     * For a plain writer that met a compound operation: waits for the key's lock and announces nothing. It looks at nothing that a later
     * plain writer could spoil; if it raised the counter it would send that one here too, and so on for as long as writers come.
     */
    KeyLock acquireQuietly(StoreKey key) {
        long hash = key.hash();
        KeyLock lock = use(key, hash);
        boolean done = false;
        try {
            lock.lock();
            done = true;
            return lock;
        } finally {
            if (!done) {
                unuse(lock, hash);
            }
        }
    }

    /** Undoes {@link #acquireQuietly}. */
    void releaseQuietly(KeyLock lock, long hash) {
        lock.unlock();
        unuse(lock, hash);
    }

    /** Finds or makes the key's lock and counts this user. */
    private KeyLock use(StoreKey key, long hash) {
        KeyLock fresh = null;
        while (true) {
            KeyLock[] present = locks.getOrDefault(hash, NO_LOCKS);
            for (KeyLock lock : present) {
                if (lock.isFor(key) && lock.tryUse()) {
                    return lock;
                }
            }
            if (fresh == null) {
                fresh = new KeyLock(key.copy());
            }
            if (add(hash, present, fresh)) {
                return fresh;
            }
        }
    }

    private boolean add(long hash, KeyLock[] expected, KeyLock lock) {
        KeyLock[] longer = Arrays.copyOf(expected, expected.length + 1);
        longer[expected.length] = lock;
        if (expected == NO_LOCKS) {
            return locks.putIfAbsent(hash, longer) == null;
        }
        return locks.computeIfPresent(hash, (h, now) -> now == expected ? longer : now) == longer;
    }

    private void unuse(KeyLock lock, long hash) {
        if (lock.unuse()) {
            locks.computeIfPresent(hash, (h, now) -> without(now, lock));
        }
    }

    private static KeyLock[] without(KeyLock[] now, KeyLock lock) {
        KeyLock[] shorter = new KeyLock[now.length];
        int n = 0;
        for (KeyLock each : now) {
            if (each != lock) {
                shorter[n++] = each;
            }
        }
        return n == 0 ? null : Arrays.copyOf(shorter, n);
    }

    /** Number of keys whose lock is in use. */
    int inUse() {
        return locks.size();
    }
}
