package org.varve.jcache.internal;

import javax.cache.Cache;

/**
 * A key with its value at some moment; the cache does not share them.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class VarveEntry<K, V> implements Cache.Entry<K, V> {
    private final K key;
    private final V value;

    VarveEntry(K key, V value) {
        this.key = key;
        this.value = value;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an entry cannot be unwrapped to " + type.getName());
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
