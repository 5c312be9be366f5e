package org.varve.jcache.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.cache.event.EventType;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.jcache.internal.event.CacheEvents;
import org.varve.jcache.internal.event.EventData;
import org.varve.store.Expiry;
import org.varve.store.LockedKey;
import org.varve.store.Presence;
import org.varve.store.StoreKey;

/**
 * One compound operation on one key, from taking the key's lock to releasing it. What it does to the entry is published on
 * {@link #close()}, before the lock is released, also if the operation fails half way: what has happened has happened.
 */
final class EntryOperation<K, V> implements AutoCloseable {
    private final CacheContext<K, V> cache;
    private final K key;
    private final StoreKey storeKey;
    private final LockedKey lock;
    private final Scratch scratch;
    private List<EventData> pending = List.of();
    private boolean live;
    private long now;

    /** @param scratch receives what {@link #look()} finds; may be shared by the operations of a group, one look at a time */
    EntryOperation(CacheContext<K, V> cache, K key, StoreKey storeKey, LockedKey lock, Scratch scratch) {
        this.cache = cache;
        this.key = key;
        this.storeKey = storeKey;
        this.lock = lock;
        this.scratch = scratch;
    }

    K key() {
        return key;
    }

    /** Reads the entry; tells whether there is a live one. One that has expired goes now. */
    boolean look() {
        Presence presence = lock.get(scratch.found());
        now = cache.expiry().now();
        live = presence == Presence.LIVE;
        if (presence == Presence.EXPIRED && lock.remove() != Presence.ABSENT) {
            happened(EventType.EXPIRED, null, 0);
        } else if (!live) {
            // It may be the store that has dropped it; what comes now must not be told first.
            tell(cache.expired().take(storeKey, key, null));
        }
        return live;
    }

    /** What the last {@link #look()} told. */
    boolean isLive() {
        return live;
    }

    /** The value that the last {@link #look()} found, decoded anew at each call. */
    V value() {
        return cache.codec().decodeValue(scratch.found().bytes(), scratch.found().length());
    }

    /** Whether the value that the last {@link #look()} found equals this one. Overwrites {@link Scratch#value()}. */
    boolean valueEquals(V expected) {
        return cache.codec().valueEquals(expected, scratch.found(), scratch);
    }

    /** Applies the expiry policy to a read of the live entry. */
    void accessed() {
        long expireAt = cache.expiry().forAccess(now);
        if (expireAt != Expiry.KEEP && expireAt != scratch.found().expireAt()) {
            lock.touch(scratch.found().expireAt(), expireAt);
        }
    }

    /** Creates or updates the entry with the value that the scratch holds; see {@link #store(byte[], int)}. */
    boolean store() {
        return store(scratch.value().array(), scratch.value().length());
    }

    /**
     * Creates or updates the entry, after a {@link #look()}.
     *
     * @return false if the expiry policy says that the new entry has expired already: nothing is stored then
     */
    boolean store(byte[] bytes, int length) {
        if (live) {
            long expireAt = cache.expiry().forUpdate(now);
            int told = pending.size();
            happened(EventType.UPDATED, bytes, length);
            // The store may have evicted the entry since the look: created anew, it still is the updated entry.
            Presence before = lock.put(bytes, 0, length, expireAt == Expiry.KEEP ? scratch.found().expireAt() : expireAt, expireAt);
            if (before == Presence.ABSENT && expiredSinceLook(told)) {
                happened(EventType.CREATED, bytes, length);
            }
            return true;
        }
        long expireAt = cache.expiry().forCreation(now);
        if (expireAt <= now) {
            return false;
        }
        happened(EventType.CREATED, bytes, length);
        lock.put(bytes, 0, length, expireAt, expireAt);
        return true;
    }

    /** Removes the live entry. */
    void remove() {
        int told = pending.size();
        happened(EventType.REMOVED, null, 0);
        if (lock.remove() == Presence.ABSENT) {
            expiredSinceLook(told);
        }
    }

    /**
     * Whether the store has dropped the entry since the {@link #look()} because it had expired. Then that is its end, which listeners hear of instead of
     * what was noted from place {@code told} on.
     */
    private boolean expiredSinceLook(int told) {
        List<EventData> dropped = cache.expired().take(storeKey, key, scratch.found());
        if (dropped.isEmpty()) {
            return false;
        }
        while (pending.size() > told) {
            pending.remove(pending.size() - 1);
        }
        tell(dropped);
        return true;
    }

    private void tell(List<EventData> dropped) {
        if (!dropped.isEmpty()) {
            pending = new ArrayList<>(pending);
            pending.addAll(dropped);
        }
    }

    private void happened(EventType type, byte[] bytes, int length) {
        CacheEvents<K, V> events = cache.events();
        if (!events.isActive() || !events.wants(type)) {
            return;
        }
        byte[] value = bytes == null ? null : Arrays.copyOf(bytes, length);
        byte[] old = null;
        if (type != EventType.CREATED && events.wantsOldValue(type)) {
            old = Arrays.copyOf(scratch.found().bytes(), scratch.found().length());
        }
        if (pending.isEmpty()) {
            pending = new ArrayList<>(2);
        }
        pending.add(new EventData(type, Arrays.copyOf(storeKey.bytes(), storeKey.length()), value, old));
    }

    @Override
    public void close() {
        Throwable failure = null;
        try {
            for (EventData event : pending) {
                try {
                    cache.events().publish(event);
                } catch (RuntimeException | Error e) {
                    failure = CacheEvents.join(failure, e);
                }
            }
        } finally {
            lock.close();
        }
        CacheEvents.rethrow(failure);
    }
}
