package org.varve.jcache;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.varve.codec.CompressionFigures;
import org.varve.config.VarveConfiguration;
import org.varve.jcache.internal.CacheControl;
import org.varve.jcache.internal.CacheParts;
import org.varve.jcache.management.CacheFigures;
import org.varve.store.StoreClosedException;

/**
 * A cache whose entries live off the heap. What goes in and what comes out are copies: changing an object afterwards changes
 * nothing in the cache.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class VarveCache<K, V> implements Cache<K, V> {
    private final VarveCacheManager manager;
    private final CacheParts<K, V> parts;
    private final CacheControl<K, V> control;

    VarveCache(VarveCacheManager manager, CacheParts<K, V> parts) {
        this.manager = manager;
        this.parts = parts;
        this.control = parts.control();
    }

    /** Begins service; a cache that cannot be opened is closed. */
    void open() {
        try {
            control.open(this);
        } catch (Throwable e) {
            control.close();
            throw e;
        }
    }

    @Override
    public V get(K key) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        try {
            return parts.reads().get(key);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        control.requireOpen();
        requireKeys(keys);
        try {
            return parts.bulkReads().getAll(keys);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public boolean containsKey(K key) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        try {
            return parts.reads().containsKey(key);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replaceExistingValues, CompletionListener listener) {
        control.requireOpen();
        requireKeys(keys);
        try {
            parts.loading().loadAll(keys, replaceExistingValues, listener);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public void put(K key, V value) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        try {
            parts.writes().put(key, value);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public V getAndPut(K key, V value) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        try {
            return parts.writes().getAndPut(key, value);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        control.requireOpen();
        Objects.requireNonNull(map, "map");
        map.forEach((key, value) -> {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        });
        try {
            parts.bulkWrites().putAll(map);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        try {
            return parts.conditional().putIfAbsent(key, value);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public boolean remove(K key) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        try {
            return parts.writes().remove(key);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public boolean remove(K key, V oldValue) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(oldValue, "oldValue");
        try {
            return parts.conditional().remove(key, oldValue);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public V getAndRemove(K key) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        try {
            return parts.writes().getAndRemove(key);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(oldValue, "oldValue");
        Objects.requireNonNull(newValue, "newValue");
        try {
            return parts.conditional().replace(key, oldValue, newValue);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public boolean replace(K key, V value) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        try {
            return parts.conditional().replace(key, value);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public V getAndReplace(K key, V value) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        try {
            return parts.conditional().getAndReplace(key, value);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        control.requireOpen();
        requireKeys(keys);
        try {
            parts.bulkWrites().removeAll(keys);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public void removeAll() {
        control.requireOpen();
        try {
            parts.bulkWrites().removeAll();
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public void clear() {
        control.requireOpen();
        try {
            parts.bulkWrites().clear();
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public <T> T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        control.requireOpen();
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        try {
            return parts.processing().invoke(key, entryProcessor, arguments);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor,
            Object... arguments) {
        control.requireOpen();
        requireKeys(keys);
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        try {
            return parts.processing().invokeAll(keys, entryProcessor, arguments);
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    @Override
    public Iterator<Entry<K, V>> iterator() {
        control.requireOpen();
        try {
            return parts.iterators().get();
        } catch (StoreClosedException e) {
            throw control.closedFailure(e);
        }
    }

    private static void requireKeys(Set<?> keys) {
        Objects.requireNonNull(keys, "keys");
        for (Object key : keys) {
            Objects.requireNonNull(key, "keys must not contain null");
        }
    }

    VarveConfiguration<K, V> configuration() {
        return control.configuration();
    }

    /** An immutable snapshot, as {@link VarveConfiguration}, {@link Configuration} or {@link javax.cache.configuration.CompleteConfiguration}. */
    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        if (type.isInstance(control.configuration())) {
            return type.cast(control.configuration());
        }
        throw new IllegalArgumentException("a Varve cache has no configuration of " + type.getName());
    }

    /** @throws ClassCastException if the cache was configured with other types */
    void requireTypes(Class<?> keyType, Class<?> valueType) {
        Configuration<K, V> configuration = control.configuration();
        if (configuration.getKeyType() != keyType || configuration.getValueType() != valueType) {
            throw new ClassCastException("cache '" + getName() + "' is of " + configuration.getKeyType().getName()
                    + " to " + configuration.getValueType().getName() + ", not of " + keyType.getName() + " to "
                    + valueType.getName());
        }
    }

    void enableStatistics(boolean enabled) {
        control.requireOpen();
        control.setStatistics(enabled);
    }

    void enableManagement(boolean enabled) {
        control.requireOpen();
        control.setManagement(enabled);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A synchronous listener is called while the key is locked: it may use the cache, but must not wait for another
     * thread that does something with the same key.
     */
    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        control.requireOpen();
        Objects.requireNonNull(configuration, "configuration");
        control.register(configuration);
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        control.requireOpen();
        Objects.requireNonNull(configuration, "configuration");
        control.deregister(configuration);
    }

    @Override
    public String getName() {
        return control.name();
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    /** Closes the cache and gives up its entries. Does nothing the second time. */
    @Override
    public void close() {
        if (control.close()) {
            manager.release(this);
        }
    }

    @Override
    public boolean isClosed() {
        return control.isClosed();
    }

    /** All figures of this cache at this moment, readable by people, too; also after it was closed, when there are no entries any more. */
    public CacheFigures figures() {
        return control.figures();
    }

    /** What compression has done to the values of this cache, see {@link org.varve.codec.CodecSettings}; also after it was closed. */
    public CompressionFigures compressionFigures() {
        return control.compression();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a Varve cache cannot be unwrapped to " + type.getName());
    }

    @Override
    public String toString() {
        return "VarveCache[" + getName() + "]";
    }
}
