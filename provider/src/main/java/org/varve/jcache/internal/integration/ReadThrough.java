package org.varve.jcache.internal.integration;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;

/**
 * The cache's loader.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class ReadThrough<K, V> {
    /*
     * A loader that asks the cache for the key it is loading would call itself until the stack ends: the key lock is
     * reentrant. So each thread's loads under way are remembered, innermost first; only loads pay for it.
     */
    private record Load(Collection<?> keys, Load outer) {
    }

    private final String cacheName;
    private final CacheLoader<K, V> loader;
    private final boolean enabled;
    private final Map<Thread, Load> underWay = new ConcurrentHashMap<>();

    /** @param loader may be null */
    public ReadThrough(String cacheName, CacheLoader<K, V> loader, boolean readThrough) {
        this.cacheName = cacheName;
        this.loader = loader;
        this.enabled = readThrough && loader != null;
    }

    /** True if operations that miss load. */
    public boolean isEnabled() {
        return enabled;
    }

    /** True if {@code loadAll} has something to load with. */
    public boolean hasLoader() {
        return loader != null;
    }

    public CacheLoader<K, V> loader() {
        return loader;
    }

    /**
     * The loader's value for the key, or null.
     *
     * @throws CacheLoaderException whatever exception the loader throws, as itself or as cause; also if it asks for the key
     *                              that it is loading
     */
    public V load(K key) {
        return guarded(Set.of(key), () -> loader.load(key));
    }

    /** The loader's values for the keys; keys may be missing. See {@link #load}. */
    public Map<K, V> loadAll(Collection<K> keys) {
        Map<K, V> loaded = guarded(keys, () -> loader.loadAll(keys));
        return loaded == null ? Map.of() : loaded;
    }

    private <T> T guarded(Collection<K> keys, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        Load outer = underWay.get(thread);
        for (Load load = outer; load != null; load = load.outer) {
            for (K key : keys) {
                if (load.keys.contains(key)) {
                    throw new CacheLoaderException("the loader of cache '" + cacheName
                            + "' asked the cache for a key that it is loading: " + key);
                }
            }
        }
        underWay.put(thread, new Load(keys, outer));
        try {
            return call.get();
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) {
            throw new CacheLoaderException("the loader of cache '" + cacheName + "' failed: " + e, e);
        } finally {
            if (outer == null) {
                underWay.remove(thread);
            } else {
                underWay.put(thread, outer);
            }
        }
    }
}
