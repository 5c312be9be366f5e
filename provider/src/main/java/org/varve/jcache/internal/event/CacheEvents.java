package org.varve.jcache.internal.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.EventType;
import org.varve.jcache.internal.coding.EntryCodec;

/**
 * The listeners of one cache.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class CacheEvents<K, V> {
    /*
     * Operations publish while they hold the key's lock, after the change took effect, and synchronous listeners run right
     * there. So the events of a key reach every listener in order without any further queue; a listener may use the
     * cache, even with the same key (the lock is reentrant); two listeners that want each other's keys are a cycle of key
     * locks, which the store detects; and a slow listener delays its key only. Delivery after the release would need one
     * more wait per key, and a cycle through that would be a deadlock nobody detects. The price: a synchronous listener
     * must not wait for another thread's operation on the key that it is being told about.
     */
    private record Entry<K, V>(Registration<K, V> registration, AsyncQueue<K, V> queue) {
    }

    private final EntryCodec<K, V> codec;
    private final Executor executor;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile List<Entry<K, V>> entries = List.of();
    private volatile Cache<K, V> source;
    private volatile boolean closed;

    /** @param executor runs asynchronous listeners */
    public CacheEvents(EntryCodec<K, V> codec, Executor executor) {
        this.codec = codec;
        this.executor = executor;
    }

    /** Names the cache that events come from; before the first event. */
    public void open(Cache<K, V> cache) {
        source = cache;
    }

    /** True if anybody listens to anything. */
    public boolean isActive() {
        return !entries.isEmpty();
    }

    /** True if anybody listens to events of the type. */
    public boolean wants(EventType type) {
        for (Entry<K, V> entry : entries) {
            if (entry.registration.wants(type)) {
                return true;
            }
        }
        return false;
    }

    /** True if somebody who listens to events of the type is to see old values. */
    public boolean wantsOldValue(EventType type) {
        for (Entry<K, V> entry : entries) {
            if (entry.registration.wants(type) && entry.registration.isOldValueRequired()) {
                return true;
            }
        }
        return false;
    }

    /** @throws IllegalArgumentException if the configuration has no factory of listeners */
    public static void requireFactory(String cacheName, CacheEntryListenerConfiguration<?, ?> configuration) {
        if (configuration.getCacheEntryListenerFactory() == null) {
            throw new IllegalArgumentException("a listener configuration of cache '" + cacheName + "' has no listener factory");
        }
    }

    /** Adds a listener; its factories are called here, outside any lock. */
    public void register(CacheEntryListenerConfiguration<K, V> configuration) {
        Registration<K, V> registration = new Registration<>(configuration);
        AsyncQueue<K, V> queue = configuration.isSynchronous() ? null : new AsyncQueue<>(registration, executor);
        changes.lock();
        try {
            List<Entry<K, V>> changed = new ArrayList<>(entries);
            changed.add(new Entry<>(registration, queue));
            entries = List.copyOf(changed);
        } finally {
            changes.unlock();
        }
    }

    /** Removes the listeners registered with an equal configuration; asynchronous ones still get what is queued. */
    public void deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        changes.lock();
        try {
            List<Entry<K, V>> changed = new ArrayList<>(entries);
            changed.removeIf(entry -> entry.registration.configuration().equals(configuration));
            entries = List.copyOf(changed);
        } finally {
            changes.unlock();
        }
    }

    /**
     * Calls the synchronous listeners and queues for the asynchronous ones. Every listener gets the event, even if one
     * before it throws.
     *
     * @throws javax.cache.event.CacheEntryListenerException the first failure, with further ones suppressed; errors are
     *                                                       thrown as they are
     */
    public void publish(EventData data) {
        Throwable failure = null;
        for (Entry<K, V> entry : entries) {
            if (closed || !entry.registration.wants(data.type())) {
                continue;
            }
            VarveEvent<K, V> event = new VarveEvent<>(source, codec, data, entry.registration.isOldValueRequired());
            if (entry.queue != null) {
                entry.queue.add(event);
                continue;
            }
            try {
                entry.registration.call(event);
            } catch (RuntimeException | Error e) {
                failure = join(failure, e);
            }
        }
        rethrow(failure);
    }

    /** The first failure with the second suppressed in it; either may be null. */
    public static Throwable join(Throwable first, Throwable second) {
        if (first == null) {
            return second;
        }
        if (second != null && second != first) {
            first.addSuppressed(second);
        }
        return first;
    }

    /** Throws an unchecked failure, if there is one. */
    public static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Ends delivery; returns the listeners so that the caller can close those that want it. */
    public List<CacheEntryListener<? super K, ? super V>> close() {
        closed = true;
        List<Entry<K, V>> last;
        changes.lock();
        try {
            last = entries;
            entries = List.of();
        } finally {
            changes.unlock();
        }
        List<CacheEntryListener<? super K, ? super V>> listeners = new ArrayList<>();
        for (Entry<K, V> entry : last) {
            if (entry.queue != null) {
                entry.queue.close();
            }
            listeners.add(entry.registration.listener());
        }
        return listeners;
    }
}
