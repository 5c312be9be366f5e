package org.varve.jcache.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/**
 * A synchronous listener for everything.
 *
 * @param number begins all that it tells
 * @param old    whether it asks for old values
 */
record Ear(int number, Filter filter, boolean old) {
    /** What it does not want to hear of. */
    enum Filter {
        /** Has none. */
        NONE,
        /** One key. */
        KEY,
        /** All but two types of event. */
        TYPE,
        /** All but one old value. */
        OLD_VALUE;

        boolean lets(String key, EventType type, String oldValue) {
            return switch (this) {
                case NONE -> true;
                case KEY -> !"a".equals(key);
                case TYPE -> type == EventType.CREATED || type == EventType.EXPIRED;
                case OLD_VALUE -> "v1".equals(oldValue);
            };
        }
    }

    static Ear drawn(int number, Random random) {
        Filter filter = random.nextBoolean() ? Filter.NONE : Filter.values()[random.nextInt(Filter.values().length)];
        return new Ear(number, filter, random.nextInt(3) > 0);
    }

    /** The words for an entry that expired, or null if this listener does not hear of it. */
    String expired(String key, String value) {
        String seen = old ? value : null;
        return filter.lets(key, EventType.EXPIRED, seen) ? words(EventType.EXPIRED, seen, seen, old) : null;
    }

    /** Whom an event is for and about. */
    String about(String key) {
        return number + " " + key;
    }

    static String words(EventType type, String value, String oldValue, boolean oldAvailable) {
        return type + " " + value + (oldAvailable ? " old " + oldValue : "");
    }

    /** Events as {@code {about, words}}, into the queue, as they come. */
    MutableCacheEntryListenerConfiguration<String, String> configuration(Queue<String[]> told) {
        Factory<Listener> listener = () -> new Listener(this, told);
        Factory<CacheEntryEventFilter<String, String>> filters = filter == Filter.NONE ? null : () -> this::lets;
        return new MutableCacheEntryListenerConfiguration<>(listener, filters, old, true);
    }

    private boolean lets(CacheEntryEvent<? extends String, ? extends String> event) {
        return filter.lets(event.getKey(), event.getEventType(), event.isOldValueAvailable() ? event.getOldValue() : null);
    }

    /** Events in the order of each key and listener; the order of different keys is undefined. */
    static Map<String, List<String>> sorted(Queue<String[]> told) {
        Map<String, List<String>> sorted = new TreeMap<>();
        for (String[] event : told) {
            sorted.computeIfAbsent(event[0], about -> new ArrayList<>()).add(event[1]);
        }
        return sorted;
    }

    private record Listener(Ear ear, Queue<String[]> told) implements CacheEntryCreatedListener<String, String>,
            CacheEntryUpdatedListener<String, String>, CacheEntryRemovedListener<String, String>,
            CacheEntryExpiredListener<String, String> {

        private void hear(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            for (CacheEntryEvent<? extends String, ? extends String> event : events) {
                told.add(new String[] {ear.about(event.getKey()), words(event.getEventType(), event.getValue(),
                        event.isOldValueAvailable() ? event.getOldValue() : null, event.isOldValueAvailable())});
            }
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            hear(events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            hear(events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            hear(events);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            hear(events);
        }
    }
}
