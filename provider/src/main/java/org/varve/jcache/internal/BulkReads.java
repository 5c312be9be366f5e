package org.varve.jcache.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads of several entries.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class BulkReads<K, V> {
    private final CacheContext<K, V> cache;
    private final EntryReads<K, V> reads;

    BulkReads(CacheContext<K, V> cache, EntryReads<K, V> reads) {
        this.cache = cache;
        this.reads = reads;
    }

    /** See {@link javax.cache.Cache#getAll}. What several keys miss is loaded by one call of the loader. */
    public Map<K, V> getAll(Set<? extends K> keys) {
        for (K key : keys) {
            cache.codec().checkKey(key);
        }
        Map<K, V> result = new HashMap<>();
        List<K> missed = new ArrayList<>();
        for (K key : keys) {
            V value = reads.getCached(key);
            if (value != null) {
                result.put(key, value);
            } else if (cache.loader().isEnabled()) {
                missed.add(key);
            }
        }
        if (missed.size() == 1) {
            V value = reads.loadMissed(missed.get(0));
            if (value != null) {
                result.put(missed.get(0), value);
            }
        } else if (!missed.isEmpty()) {
            loadMissed(missed, result);
        }
        return result;
    }

    private void loadMissed(List<K> missed, Map<K, V> result) {
        try (EntryGroup<K, V> group = cache.lockAll(missed)) {
            List<EntryOperation<K, V>> absent = new ArrayList<>();
            List<K> wanted = new ArrayList<>();
            for (EntryOperation<K, V> operation : group) {
                if (operation.look()) {
                    result.put(operation.key(), operation.value());
                } else {
                    absent.add(operation);
                    wanted.add(operation.key());
                }
            }
            if (wanted.isEmpty()) {
                return;
            }
            Map<K, V> loaded = cache.loader().loadAll(wanted);
            byte[][] values = cache.loadedValues(absent, loaded, group.work());
            // The loader may keep its objects, so the caller gets others.
            List<V> copies = new ArrayList<>(values.length);
            for (byte[] value : values) {
                copies.add(value == null ? null : cache.codec().decodeValue(value, value.length));
            }
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    EntryOperation<K, V> operation = absent.get(i);
                    operation.look();
                    if (operation.store(values[i], values[i].length)) {
                        result.put(operation.key(), copies.get(i));
                    }
                }
            }
        }
    }
}
