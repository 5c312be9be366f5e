package org.varve.jcache.internal;

import org.varve.jcache.internal.coding.Scratch;

/**
 * Writes of a single entry that depend on what is there.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class ConditionalWrites<K, V> {
    private final CacheContext<K, V> cache;

    ConditionalWrites(CacheContext<K, V> cache) {
        this.cache = cache;
    }

    /** See {@link javax.cache.Cache#putIfAbsent}. */
    public boolean putIfAbsent(K key, V value) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key, value); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            if (operation.look()) {
                cache.statistics().hit(start);
                return false;
            }
            cache.writer().write(new VarveEntry<>(key, value));
            boolean stored = operation.store();
            cache.statistics().miss(start);
            if (stored) {
                cache.statistics().puts(start, 1);
            }
            return stored;
        }
    }

    /** See {@link javax.cache.Cache#remove(Object, Object)}. */
    public boolean remove(K key, V expected) {
        long start = cache.statistics().start();
        cache.codec().checkValue(expected);
        try (Scratch scratch = cache.scratch(key); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            if (!operation.look()) {
                cache.statistics().miss(start);
                return false;
            }
            if (!operation.valueEquals(expected)) {
                operation.accessed();
                cache.statistics().hit(start);
                return false;
            }
            cache.writer().delete(key);
            operation.remove();
            cache.statistics().hit(start);
            cache.statistics().removals(start, 1);
            return true;
        }
    }

    /** See {@link javax.cache.Cache#replace(Object, Object, Object)}. */
    public boolean replace(K key, V expected, V value) {
        long start = cache.statistics().start();
        cache.codec().checkValue(expected);
        cache.codec().checkValue(value);
        try (Scratch scratch = cache.scratch(key)) {
            // An array of its own, because comparing uses the scratch's buffer for values.
            byte[] encoded = cache.codec().valueBytes(value, scratch);
            try (EntryOperation<K, V> operation = cache.lock(key, scratch)) {
                if (!operation.look()) {
                    cache.statistics().miss(start);
                    return false;
                }
                if (!operation.valueEquals(expected)) {
                    operation.accessed();
                    cache.statistics().hit(start);
                    return false;
                }
                cache.writer().write(new VarveEntry<>(key, value));
                operation.store(encoded, encoded.length);
                cache.statistics().hit(start);
                cache.statistics().puts(start, 1);
                return true;
            }
        }
    }

    /** See {@link javax.cache.Cache#replace(Object, Object)}. */
    public boolean replace(K key, V value) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key, value); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            boolean live = operation.look();
            replaceIfLive(operation, value, start);
            return live;
        }
    }

    /** See {@link javax.cache.Cache#getAndReplace}. */
    public V getAndReplace(K key, V value) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key, value); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            V old = operation.look() ? operation.value() : null;
            replaceIfLive(operation, value, start);
            return old;
        }
    }

    private void replaceIfLive(EntryOperation<K, V> operation, V value, long start) {
        if (!operation.isLive()) {
            cache.statistics().miss(start);
            return;
        }
        cache.writer().write(new VarveEntry<>(operation.key(), value));
        operation.store();
        cache.statistics().hit(start);
        cache.statistics().puts(start, 1);
    }
}
