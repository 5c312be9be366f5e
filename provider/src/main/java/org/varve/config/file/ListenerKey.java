package org.varve.config.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import org.varve.config.SettingsException;

/** What can be said of a listener. */
enum ListenerKey {
    CLASS("class"), FILTER("filter"), OLD_VALUE("old-value"), SYNCHRONOUS("synchronous");

    private final String key;

    ListenerKey(String key) {
        this.key = key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(value -> value.key).toList();
    }

    /** Reads a listener, given as an object or by the name of its class alone. */
    static CacheEntryListenerConfiguration<Object, Object> read(Node node, String path, ClassNames classes) {
        Section section = node.isObject() ? new Section(node, path, keys())
                : new Section(new Node(node.origin(), Map.of(CLASS.key, node)), path, keys());
        if (!section.has(CLASS.key)) {
            throw new SettingsException(node.origin() + path + ": a listener without " + CLASS.key + "; allowed is "
                    + ClassNames.describe(CacheEntryListener.class));
        }
        Collected collected = new Collected();
        section.read(CLASS.key, ClassNames.describe(CacheEntryListener.class), name -> classes.factory(name, listenerClass()), it -> collected.listener = it);
        section.read(FILTER.key, ClassNames.describe(CacheEntryEventFilter.class), name -> classes.factory(name, filterClass()), it -> collected.filter = it);
        section.readSwitch(OLD_VALUE.key, it -> collected.oldValue = it);
        section.readSwitch(SYNCHRONOUS.key, it -> collected.synchronous = it);
        return new MutableCacheEntryListenerConfiguration<>(collected.listener, collected.filter, collected.oldValue, collected.synchronous);
    }

    @SuppressWarnings("unchecked") // erased
    private static Class<CacheEntryListener<Object, Object>> listenerClass() {
        return (Class<CacheEntryListener<Object, Object>>) (Class<?>) CacheEntryListener.class;
    }

    @SuppressWarnings("unchecked") // erased
    private static Class<CacheEntryEventFilter<Object, Object>> filterClass() {
        return (Class<CacheEntryEventFilter<Object, Object>>) (Class<?>) CacheEntryEventFilter.class;
    }

    private static final class Collected {
        private Factory<CacheEntryListener<Object, Object>> listener;
        private Factory<CacheEntryEventFilter<Object, Object>> filter;
        private boolean oldValue;
        private boolean synchronous;
    }
}
