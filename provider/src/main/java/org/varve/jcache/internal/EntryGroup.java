package org.varve.jcache.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.jcache.internal.event.CacheEvents;
import org.varve.store.LockedKey;
import org.varve.store.StoreKey;

/**
 * Compound operations on several keys, begun and ended together. They share one set of buffers: each must look again right
 * before it uses what it found.
 */
final class EntryGroup<K, V> implements AutoCloseable, Iterable<EntryOperation<K, V>> {
    private final List<EntryOperation<K, V>> operations;
    private final Scratch work;

    EntryGroup(CacheContext<K, V> cache, List<K> keys, StoreKey[] storeKeys, LockedKey[] locks, Scratch work) {
        this.work = work;
        operations = new ArrayList<>(locks.length);
        for (int i = 0; i < locks.length; i++) {
            operations.add(new EntryOperation<>(cache, keys.get(i), storeKeys[i], locks[i], work));
        }
    }

    /** Buffers for encoding the values to be stored. */
    Scratch work() {
        return work;
    }

    List<EntryOperation<K, V>> operations() {
        return operations;
    }

    @Override
    public Iterator<EntryOperation<K, V>> iterator() {
        return operations.iterator();
    }

    @Override
    public void close() {
        Throwable failure = null;
        for (int i = operations.size() - 1; i >= 0; i--) {
            try {
                operations.get(i).close();
            } catch (RuntimeException | Error e) {
                failure = CacheEvents.join(failure, e);
            }
        }
        work.close();
        CacheEvents.rethrow(failure);
    }
}
