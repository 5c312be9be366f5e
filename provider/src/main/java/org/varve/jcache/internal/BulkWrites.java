package org.varve.jcache.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheWriterException;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.jcache.internal.event.CacheEvents;
import org.varve.store.KeyCursor;
import org.varve.store.Presence;
import org.varve.store.StoreKey;

/**
 * Writes of several entries. All are encoded first, so that one that cannot be leaves everything as it was. Without a writer
 * they then are as many single writes; with one, the keys are locked together for the writer's single call.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class BulkWrites<K, V> {
    /** Most keys that {@link #removeAll()} locks, and hands to the writer, at a time: they are not on the heap yet. */
    private static final int BATCH = 1024;

    private final CacheContext<K, V> cache;
    private final EntryWrites<K, V> writes;

    BulkWrites(CacheContext<K, V> cache, EntryWrites<K, V> writes) {
        this.cache = cache;
        this.writes = writes;
    }

    /** See {@link Cache#putAll}. */
    public void putAll(Map<? extends K, ? extends V> map) {
        for (Map.Entry<? extends K, ? extends V> entry : map.entrySet()) {
            cache.codec().checkKey(entry.getKey());
            cache.codec().checkValue(entry.getValue());
        }
        if (map.isEmpty()) {
            return;
        }
        if (cache.writer().isEnabled()) {
            putAllThrough(map);
            return;
        }
        List<K> keys = new ArrayList<>(map.size());
        List<StoreKey> storeKeys = new ArrayList<>(map.size());
        List<byte[]> values = new ArrayList<>(map.size());
        try (Scratch work = cache.scratches().take()) {
            for (Map.Entry<? extends K, ? extends V> entry : map.entrySet()) {
                keys.add(entry.getKey());
                storeKeys.add(cache.codec().storeKey(entry.getKey(), work));
                values.add(cache.codec().valueBytes(entry.getValue(), work));
            }
        }
        Throwable failure = null;
        for (int i = 0; i < keys.size(); i++) {
            try {
                writes.put(keys.get(i), storeKeys.get(i), values.get(i));
            } catch (CacheEntryListenerException e) {
                failure = CacheEvents.join(failure, e);
            }
        }
        CacheEvents.rethrow(failure);
    }

    private void putAllThrough(Map<? extends K, ? extends V> map) {
        long start = cache.statistics().start();
        List<K> keys = new ArrayList<>(map.size());
        List<byte[]> values = new ArrayList<>(map.size());
        Collection<Cache.Entry<? extends K, ? extends V>> unwritten = new LinkedHashSet<>();
        try (Scratch work = cache.scratches().take()) {
            for (Map.Entry<? extends K, ? extends V> entry : map.entrySet()) {
                keys.add(entry.getKey());
                values.add(cache.codec().valueBytes(entry.getValue(), work));
                unwritten.add(new VarveEntry<K, V>(entry.getKey(), entry.getValue()));
            }
        }
        try (EntryGroup<K, V> group = cache.lockAll(keys)) {
            CacheWriterException failure = cache.writer().writeAll(unwritten);
            Set<Object> skip = new HashSet<>();
            for (Cache.Entry<? extends K, ? extends V> entry : unwritten) {
                skip.add(entry.getKey());
            }
            int puts = 0;
            int i = 0;
            for (EntryOperation<K, V> operation : group) {
                byte[] value = values.get(i++);
                if (!skip.contains(operation.key())) {
                    operation.look();
                    puts += operation.store(value, value.length) ? 1 : 0;
                }
            }
            cache.statistics().puts(start, puts);
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** See {@link Cache#removeAll(Set)}. */
    public void removeAll(Set<? extends K> keys) {
        for (K key : keys) {
            cache.codec().checkKey(key);
        }
        if (keys.isEmpty()) {
            return;
        }
        if (cache.writer().isEnabled()) {
            long start = cache.statistics().start();
            try (EntryGroup<K, V> group = cache.lockAll(keys)) {
                removeThrough(group, new LinkedHashSet<>(keys), start);
            }
            return;
        }
        StoreKey[] storeKeys = cache.storeKeys(keys);
        Throwable failure = null;
        int i = 0;
        try (Scratch work = cache.scratches().take()) {
            for (K key : keys) {
                try {
                    writes.remove(key, storeKeys[i++], work);
                } catch (CacheEntryListenerException e) {
                    failure = CacheEvents.join(failure, e);
                }
            }
        }
        CacheEvents.rethrow(failure);
    }

    /** @param undeleted mutable */
    private void removeThrough(EntryGroup<K, V> group, Collection<K> undeleted, long start) {
        CacheWriterException failure = cache.writer().deleteAll(undeleted);
        Set<K> skip = new HashSet<>(undeleted);
        int removals = 0;
        for (EntryOperation<K, V> operation : group) {
            if (!skip.contains(operation.key()) && operation.look()) {
                operation.remove();
                removals++;
            }
        }
        cache.statistics().removals(start, removals);
        if (failure != null) {
            throw failure;
        }
    }

    /** See {@link Cache#removeAll()}. */
    public void removeAll() {
        KeyCursor cursor = cache.keyspace().keys();
        Throwable failure = null;
        boolean more = true;
        while (more) {
            try {
                more = cache.writer().isEnabled() ? removeBatchThrough(cursor) : removeNext(cursor);
            } catch (CacheEntryListenerException | CacheWriterException e) {
                failure = CacheEvents.join(failure, e);
            }
        }
        CacheEvents.rethrow(failure);
    }

    private boolean removeNext(KeyCursor cursor) {
        byte[] bytes = cursor.next();
        if (bytes == null) {
            return false;
        }
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratches().take()) {
            cache.codec().storedKey(bytes, cursor.isCanonical(), cursor.hashCodeOfKey(), scratch.key());
            Presence was = cache.isSimpleWrite() ? cache.simpleRemove(scratch.key()) : null;
            if (was != null) {
                cache.statistics().removals(start, was == Presence.LIVE ? 1 : 0);
                return true;
            }
            try (EntryOperation<K, V> operation = cache.lock(cache.codec().decodeKey(bytes), scratch)) {
                if (operation.look()) {
                    operation.remove();
                    cache.statistics().removals(start, 1);
                }
            }
            return true;
        }
    }

    private boolean removeBatchThrough(KeyCursor cursor) {
        long start = cache.statistics().start();
        List<K> keys = new ArrayList<>();
        List<StoreKey> storeKeys = new ArrayList<>();
        Throwable failure = null;
        byte[] bytes = null;
        while (keys.size() < BATCH && (bytes = cursor.next()) != null) {
            StoreKey storeKey = new StoreKey();
            cache.codec().storedKey(bytes, cursor.isCanonical(), cursor.hashCodeOfKey(), storeKey);
            Presence presence = cache.keyspace().contains(storeKey);
            if (presence == Presence.LIVE) {
                storeKeys.add(storeKey);
                keys.add(cache.codec().decodeKey(bytes));
            } else if (presence == Presence.EXPIRED) {
                failure = CacheEvents.join(failure, dropExpired(cache.codec().decodeKey(bytes), storeKey));
            }
        }
        if (!keys.isEmpty()) {
            try (EntryGroup<K, V> group = cache.lockAll(keys, storeKeys.toArray(new StoreKey[0]))) {
                removeThrough(group, new LinkedHashSet<>(keys), start);
            } catch (CacheEntryListenerException | CacheWriterException e) {
                failure = CacheEvents.join(failure, e);
            }
        }
        CacheEvents.rethrow(failure);
        return bytes != null;
    }

    /**
     * What has expired is not the writer's business, but its listeners hear of it here as from any other operation.
     *
     * @return what a listener threw, or null
     */
    private CacheEntryListenerException dropExpired(K key, StoreKey storeKey) {
        try (Scratch scratch = cache.scratches().take(); EntryOperation<K, V> operation = cache.lock(key, storeKey, scratch)) {
            operation.look();
            return null;
        } catch (CacheEntryListenerException e) {
            return e;
        }
    }

    /** See {@link Cache#clear}. */
    public void clear() {
        cache.keyspace().clear();
    }
}
