package org.varve.jcache.internal;

import javax.cache.event.EventType;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.store.Presence;

/**
 * Reads of a single entry.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class EntryReads<K, V> {
    private final CacheContext<K, V> cache;

    EntryReads(CacheContext<K, V> cache) {
        this.cache = cache;
    }

    /** See {@link javax.cache.Cache#get}. */
    public V get(K key) {
        return get(key, cache.loader().isEnabled());
    }

    /** Like {@link #get(Object)}, but never loads. */
    V getCached(K key) {
        return get(key, false);
    }

    private V get(K key, boolean load) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key)) {
            if (cache.expiry().isSimple()) {
                Presence presence = cache.keyspace().get(scratch.key(), scratch.found());
                if (presence == Presence.LIVE) {
                    return hit(scratch, start);
                }
                boolean tellExpiry = presence == Presence.EXPIRED ? cache.events().wants(EventType.EXPIRED) : cache.expired().isUntold(scratch.key());
                if (!load && !tellExpiry) {
                    cache.statistics().miss(start);
                    return null;
                }
            }
            try (EntryOperation<K, V> operation = cache.lock(key, scratch)) {
                if (operation.look()) {
                    V value = operation.value();
                    operation.accessed();
                    cache.statistics().hit(start);
                    return value;
                }
                cache.statistics().miss(start);
                return load ? load(operation, scratch) : null;
            }
        }
    }

    private V hit(Scratch scratch, long start) {
        V value = cache.codec().decodeValue(scratch.found().bytes(), scratch.found().length());
        cache.simpleAccess(scratch, scratch.found().expireAt());
        cache.statistics().hit(start);
        return value;
    }

    /** Loads an entry that the caller has missed and counted already. */
    V loadMissed(K key) {
        try (Scratch scratch = cache.scratch(key); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            return operation.look() ? operation.value() : load(operation, scratch);
        }
    }

    private V load(EntryOperation<K, V> operation, Scratch scratch) {
        V loaded = cache.loader().load(operation.key());
        if (loaded == null) {
            return null;
        }
        cache.codec().checkValue(loaded);
        cache.codec().encodeValue(loaded, scratch);
        // The loader may keep its object, so the caller gets another one.
        V value = cache.codec().decodeValue(scratch.value().array(), scratch.value().length());
        // The loader may have put the key itself.
        operation.look();
        return operation.store() ? value : null;
    }

    /** See {@link javax.cache.Cache#containsKey}. */
    public boolean containsKey(K key) {
        try (Scratch scratch = cache.scratch(key)) {
            return cache.keyspace().contains(scratch.key()) == Presence.LIVE;
        }
    }
}
