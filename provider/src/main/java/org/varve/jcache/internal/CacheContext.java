package org.varve.jcache.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import org.varve.jcache.internal.coding.EntryCodec;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.jcache.internal.coding.ScratchPool;
import org.varve.jcache.internal.event.CacheEvents;
import org.varve.jcache.internal.event.ExpiredEvents;
import org.varve.jcache.internal.expiry.ExpiryTimes;
import org.varve.jcache.internal.integration.ReadThrough;
import org.varve.jcache.internal.integration.WriteThrough;
import org.varve.jcache.internal.management.CacheStatistics;
import org.varve.store.Expiry;
import org.varve.store.KeyDeadlockException;
import org.varve.store.Keyspace;
import org.varve.store.Presence;
import org.varve.store.StoreKey;

/** What the operations of one cache share. */
record CacheContext<K, V>(String name, Keyspace keyspace, EntryCodec<K, V> codec, ScratchPool scratches, ExpiryTimes expiry,
        CacheEvents<K, V> events, ExpiredEvents<K, V> expired, CacheStatistics statistics, ReadThrough<K, V> loader, WriteThrough<K, V> writer) {

    /**
     * True if a mutation has nobody to tell but the store and needs no user code: no key lock then. A listener may come the
     * moment after, so the store has the last word, see {@link Keyspace#refusePlainWrites}.
     */
    boolean isSimpleWrite() {
        return expiry.isSimple() && !writer.isEnabled() && !events.isActive();
    }

    /** Buffers that hold the key; checks its type. */
    Scratch scratch(K key) {
        codec.checkKey(key);
        Scratch scratch = scratches.take();
        try {
            codec.encodeKey(key, scratch);
        } catch (Throwable e) {
            scratch.close();
            throw e;
        }
        return scratch;
    }

    /** Buffers that hold key and value; checks their types. */
    Scratch scratch(K key, V value) {
        codec.checkValue(value);
        Scratch scratch = scratch(key);
        try {
            codec.encodeValue(value, scratch);
        } catch (Throwable e) {
            scratch.close();
            throw e;
        }
        return scratch;
    }

    /** Stores key and value without a key lock. False if nothing was done: take the lock. */
    boolean simplePut(StoreKey key, byte[] value, int length) {
        long now = expiry.now();
        try {
            return keyspace.put(key, value, 0, length, expiry.forCreation(now),
                    expiry.forUpdate(now)) != null;
        } catch (KeyDeadlockException e) {
            throw deadlock(e);
        }
    }

    /** Removes the key without a key lock; tells what there was. Null if nothing was done: take the lock. */
    Presence simpleRemove(StoreKey key) {
        try {
            return keyspace.remove(key);
        } catch (KeyDeadlockException e) {
            throw deadlock(e);
        }
    }

    /**
     * Applies a simple expiry policy to a read of the scratch's key without a key lock.
     *
     * @param expireAt the entry's expiry time when it was read
     */
    void simpleAccess(Scratch scratch, long expireAt) {
        if (expiry.ignoresAccess()) {
            return;
        }
        long accessed = expiry.forAccess(expiry.now());
        if (accessed == Expiry.KEEP || accessed == expireAt) {
            return;
        }
        try {
            keyspace.touch(scratch.key(), expireAt, accessed);
        } catch (KeyDeadlockException e) {
            throw deadlock(e);
        }
    }

    /** Begins a compound operation on the key that the scratch holds. */
    EntryOperation<K, V> lock(K key, Scratch scratch) {
        return lock(key, scratch.key(), scratch);
    }

    /** Begins a compound operation on the key; the scratch is for what it finds. */
    EntryOperation<K, V> lock(K key, StoreKey storeKey, Scratch scratch) {
        try {
            return new EntryOperation<>(this, key, storeKey, keyspace.lock(storeKey), scratch);
        } catch (KeyDeadlockException e) {
            throw deadlock(e);
        }
    }

    /** Begins one compound operation on many keys. */
    EntryGroup<K, V> lockAll(Collection<? extends K> keys) {
        return lockAll(List.copyOf(keys), storeKeys(keys));
    }

    /** All keys encoded, before anything is done with the first. */
    StoreKey[] storeKeys(Collection<? extends K> keys) {
        StoreKey[] storeKeys = new StoreKey[keys.size()];
        try (Scratch work = scratches.take()) {
            int i = 0;
            for (K key : keys) {
                storeKeys[i++] = codec.storeKey(key, work);
            }
        }
        return storeKeys;
    }

    /** What a loader has loaded of the operations' keys, encoded before anything is done with the first; null where it has nothing. */
    byte[][] loadedValues(List<EntryOperation<K, V>> operations, Map<K, V> loaded, Scratch work) {
        byte[][] values = new byte[operations.size()][];
        for (int i = 0; i < values.length; i++) {
            V value = loaded.get(operations.get(i).key());
            if (value != null) {
                codec.checkValue(value);
                values[i] = codec.valueBytes(value, work);
            }
        }
        return values;
    }

    /** Begins one compound operation on many keys that are encoded already. */
    EntryGroup<K, V> lockAll(List<K> keys, StoreKey[] storeKeys) {
        try {
            return new EntryGroup<>(this, keys, storeKeys, keyspace.lockAll(storeKeys), scratches.take());
        } catch (KeyDeadlockException e) {
            throw deadlock(e);
        }
    }

    private CacheException deadlock(KeyDeadlockException e) {
        return new CacheException("deadlock averted in cache '" + name + "': this operation, called from inside a loader, "
                + "writer, listener or entry processor, would wait for a key whose holder waits for a key held here ("
                + e.getMessage() + ")", e);
    }
}
