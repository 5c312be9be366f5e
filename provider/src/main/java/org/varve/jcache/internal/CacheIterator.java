package org.varve.jcache.internal;

import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.store.KeyCursor;
import org.varve.store.Presence;
import org.varve.store.StoreKey;

/**
 * A weakly consistent walk over the live entries. {@code hasNext} only looks ahead; {@code next} is what reads an entry as
 * far as statistics and expiry are concerned.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class CacheIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
    /** An entry with what it takes to find it in the store again. */
    private record Position<K, V>(VarveEntry<K, V> entry, byte[] key, boolean canonical, int hash, long expireAt) {
    }

    private final CacheContext<K, V> cache;
    private final KeyCursor cursor;
    private Position<K, V> ahead;
    private Position<K, V> current;

    CacheIterator(CacheContext<K, V> cache) {
        this.cache = cache;
        this.cursor = cache.keyspace().keys();
    }

    @Override
    public boolean hasNext() {
        while (ahead == null) {
            byte[] key = cursor.next();
            if (key == null) {
                return false;
            }
            ahead = find(key);
        }
        return true;
    }

    private Position<K, V> find(byte[] key) {
        try (Scratch scratch = cache.scratches().take()) {
            cache.codec().storedKey(key, cursor.isCanonical(), cursor.hashCodeOfKey(), scratch.key());
            if (cache.keyspace().get(scratch.key(), scratch.found()) != Presence.LIVE) {
                return null;
            }
            V value = cache.codec().decodeValue(scratch.found().bytes(), scratch.found().length());
            return new Position<>(new VarveEntry<>(cache.codec().decodeKey(key), value), key, cursor.isCanonical(),
                    cursor.hashCodeOfKey(), scratch.found().expireAt());
        }
    }

    @Override
    public Cache.Entry<K, V> next() {
        long start = cache.statistics().start();
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        current = ahead;
        ahead = null;
        if (!cache.expiry().ignoresAccess()) {
            accessed(current);
        }
        cache.statistics().hit(start);
        return current.entry;
    }

    private void accessed(Position<K, V> position) {
        try (Scratch scratch = cache.scratches().take()) {
            identify(position, scratch.key());
            if (cache.expiry().isSimple()) {
                cache.simpleAccess(scratch, position.expireAt);
                return;
            }
            try (EntryOperation<K, V> operation = cache.lock(position.entry.getKey(), scratch)) {
                if (operation.look()) {
                    operation.accessed();
                }
            }
        }
    }

    private void identify(Position<K, V> position, StoreKey into) {
        cache.codec().storedKey(position.key, position.canonical, position.hash, into);
    }

    @Override
    public void remove() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called since the last removal");
        }
        Position<K, V> removed = current;
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratches().take()) {
            identify(removed, scratch.key());
            try (EntryOperation<K, V> operation = cache.lock(removed.entry.getKey(), scratch)) {
                boolean live = operation.look();
                cache.writer().delete(removed.entry.getKey());
                current = null;
                if (live) {
                    operation.remove();
                    cache.statistics().removals(start, 1);
                }
            }
        }
    }
}
