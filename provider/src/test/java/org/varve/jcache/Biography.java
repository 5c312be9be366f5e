package org.varve.jcache;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/**
 * A listener that keeps its own copy of a cache in which nothing is evicted, and notes every event that does not follow from those before: each mapping
 * must be created, updated from the value it has, and removed or expire with that value, once.
 */
final class Biography<K, V> implements CacheEntryCreatedListener<K, V>, CacheEntryUpdatedListener<K, V>, CacheEntryRemovedListener<K, V>,
        CacheEntryExpiredListener<K, V> {
    final Map<K, V> copy = new ConcurrentHashMap<>();
    final Queue<String> errors = new ConcurrentLinkedQueue<>();
    final AtomicLong created = new AtomicLong();
    final AtomicLong removed = new AtomicLong();
    final AtomicLong expired = new AtomicLong();
    final Map<String, Boolean> threads = new ConcurrentHashMap<>();

    private void check(CacheEntryEvent<? extends K, ? extends V> event, V was, V expected) {
        if (expected == null ? was != null : !expected.equals(was)) {
            errors.add(event.getEventType() + " of " + event.getKey() + ": copy had " + was + ", event has " + expected);
        }
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(event -> check(event, copy.put(event.getKey(), event.getValue()), null));
        created.incrementAndGet();
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(event -> check(event, copy.put(event.getKey(), event.getValue()), event.getOldValue()));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(event -> check(event, copy.remove(event.getKey()), event.getOldValue()));
        removed.incrementAndGet();
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(event -> check(event, copy.remove(event.getKey()), event.getOldValue()));
        expired.incrementAndGet();
        threads.put(Thread.currentThread().getName(), true);
    }
}
