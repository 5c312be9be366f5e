package org.varve.jcache.internal.event;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/** One registered listener with its filter. */
final class Registration<K, V> {
    private final CacheEntryListenerConfiguration<K, V> configuration;
    private final CacheEntryListener<? super K, ? super V> listener;
    private final CacheEntryEventFilter<? super K, ? super V> filter;
    private final Set<EventType> types = EnumSet.noneOf(EventType.class);
    private final boolean oldValueRequired;

    /** Creates listener and filter, which is user code. */
    Registration(CacheEntryListenerConfiguration<K, V> configuration) {
        this.configuration = configuration;
        listener = configuration.getCacheEntryListenerFactory().create();
        filter = configuration.getCacheEntryEventFilterFactory() == null ? null
                : configuration.getCacheEntryEventFilterFactory().create();
        oldValueRequired = configuration.isOldValueRequired();
        if (listener instanceof CacheEntryCreatedListener) {
            types.add(EventType.CREATED);
        }
        if (listener instanceof CacheEntryUpdatedListener) {
            types.add(EventType.UPDATED);
        }
        if (listener instanceof CacheEntryRemovedListener) {
            types.add(EventType.REMOVED);
        }
        if (listener instanceof CacheEntryExpiredListener) {
            types.add(EventType.EXPIRED);
        }
    }

    CacheEntryListenerConfiguration<K, V> configuration() {
        return configuration;
    }

    CacheEntryListener<? super K, ? super V> listener() {
        return listener;
    }

    boolean wants(EventType type) {
        return types.contains(type);
    }

    boolean isOldValueRequired() {
        return oldValueRequired;
    }

    /**
     * Shows the event to the filter and, if that lets it pass, to the listener.
     *
     * @throws CacheEntryListenerException whatever exception they throw, as itself or as cause
     */
    void call(CacheEntryEvent<K, V> event) {
        try {
            if (filter == null || filter.evaluate(event)) {
                dispatch(event.getEventType(), List.of(event));
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (Exception e) {
            throw new CacheEntryListenerException(
                    "a listener of cache '" + event.getSource().getName() + "' failed: " + e, e);
        }
    }

    // A listener of the wildcard type takes events of K and V; the specification's iterable of wildcards cannot say so.
    @SuppressWarnings("unchecked")
    private void dispatch(EventType type, Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        switch (type) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
        }
    }
}
