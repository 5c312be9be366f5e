package org.varve.jcache.internal;

import org.varve.jcache.internal.coding.Scratch;
import org.varve.store.Presence;
import org.varve.store.StoreKey;

/**
 * Unconditional writes of a single entry.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class EntryWrites<K, V> {
    private final CacheContext<K, V> cache;

    EntryWrites(CacheContext<K, V> cache) {
        this.cache = cache;
    }

    /** See {@link javax.cache.Cache#put}. */
    public void put(K key, V value) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key, value)) {
            if (cache.isSimpleWrite() && cache.simplePut(scratch.key(), scratch.value().array(), scratch.value().length())) {
                cache.statistics().puts(start, 1);
                return;
            }
            try (EntryOperation<K, V> operation = cache.lock(key, scratch)) {
                operation.look();
                cache.writer().write(new VarveEntry<>(key, value));
                if (operation.store()) {
                    cache.statistics().puts(start, 1);
                }
            }
        }
    }

    /** A put of what has been encoded already, where there is no writer. */
    void put(K key, StoreKey storeKey, byte[] value) {
        long start = cache.statistics().start();
        if (cache.isSimpleWrite() && cache.simplePut(storeKey, value, value.length)) {
            cache.statistics().puts(start, 1);
            return;
        }
        try (Scratch scratch = cache.scratches().take();
                EntryOperation<K, V> operation = cache.lock(key, storeKey, scratch)) {
            operation.look();
            if (operation.store(value, value.length)) {
                cache.statistics().puts(start, 1);
            }
        }
    }

    /** See {@link javax.cache.Cache#getAndPut}. */
    public V getAndPut(K key, V value) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key, value); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            V old = operation.look() ? operation.value() : null;
            cache.writer().write(new VarveEntry<>(key, value));
            boolean stored = operation.store();
            if (old == null) {
                cache.statistics().miss(start);
            } else {
                cache.statistics().hit(start);
            }
            if (stored) {
                cache.statistics().puts(start, 1);
            }
            return old;
        }
    }

    /** See {@link javax.cache.Cache#remove(Object)}. */
    public boolean remove(K key) {
        try (Scratch scratch = cache.scratch(key)) {
            return remove(key, scratch.key(), scratch);
        }
    }

    /** @param scratch may hold any other key */
    boolean remove(K key, StoreKey storeKey, Scratch scratch) {
        long start = cache.statistics().start();
        Presence was = cache.isSimpleWrite() ? cache.simpleRemove(storeKey) : null;
        if (was != null) {
            cache.statistics().removals(start, was == Presence.LIVE ? 1 : 0);
            return was == Presence.LIVE;
        }
        try (EntryOperation<K, V> operation = cache.lock(key, storeKey, scratch)) {
            boolean live = operation.look();
            cache.writer().delete(key);
            if (live) {
                operation.remove();
                cache.statistics().removals(start, 1);
            }
            return live;
        }
    }

    /** See {@link javax.cache.Cache#getAndRemove}. */
    public V getAndRemove(K key) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            V old = operation.look() ? operation.value() : null;
            cache.writer().delete(key);
            if (old == null) {
                cache.statistics().miss(start);
                return null;
            }
            operation.remove();
            cache.statistics().hit(start);
            cache.statistics().removals(start, 1);
            return old;
        }
    }
}
