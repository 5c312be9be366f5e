package org.varve.jcache;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.varve.codec.assembly.Codecs;
import org.varve.config.StoreSettings;
import org.varve.jcache.internal.CacheAssembler;
import org.varve.jcache.internal.ManagerResources;
import org.varve.jcache.internal.coding.DecodingLoader;
import org.varve.store.StoreFigures;
import org.varve.store.TimeSource;

/**
 * A cache manager with one off-heap store that its caches share. The store is opened when the first cache is created,
 * with the budget that {@link StoreSettings} describes, and its memory is given back when the manager is closed.
 */
public final class VarveCacheManager implements CacheManager {
    /*
     * The lock guards the two collections only. Caches are built and closed outside it, since both call user code; a name
     * that is being built is reserved, so that of two threads creating the same cache one fails before it builds anything.
     */
    private static final System.Logger LOG = System.getLogger(VarveCacheManager.class.getName());

    private final VarveCachingProvider provider;
    private final URI uri;
    private final WeakReference<ClassLoader> classLoader;
    private final Properties properties = new Properties();
    private final ManagerResources resources;
    private final CacheAssembler assembler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, VarveCache<?, ?>> caches = new LinkedHashMap<>();
    private final Set<String> reserved = new HashSet<>();
    private volatile boolean closed;

    VarveCacheManager(VarveCachingProvider provider, URI uri, ClassLoader loader, Properties given, TimeSource time) {
        this.provider = provider;
        this.uri = uri;
        this.classLoader = new WeakReference<>(loader);
        if (given != null) {
            given.stringPropertyNames().forEach(name -> properties.setProperty(name, given.getProperty(name)));
            properties.putAll(given);
        }
        StoreSettings settings;
        try {
            settings = StoreSettings.of(properties);
        } catch (IllegalArgumentException e) {
            throw new CacheException("cache manager " + uri + ": " + e.getMessage(), e);
        }
        resources = new ManagerResources(uri.toString(), settings, time, classLoader);
        ClassLoader decoding = DecodingLoader.of(loader, provider.getDefaultClassLoader(),
                Thread.currentThread().getContextClassLoader());
        assembler = new CacheAssembler(resources, new Codecs(decoding), uri);
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return classLoader.get();
    }

    /** A copy of the properties that the manager was made with. */
    @Override
    public Properties getProperties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException if the configuration asks for store by reference
     * @throws IllegalArgumentException      if read-through or write-through is on without a loader or writer factory
     * @throws CacheException                if a cache of the name exists, or one of the configuration's factories fails
     */
    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String cacheName, C configuration) {
        requireOpen();
        Objects.requireNonNull(cacheName, "cacheName");
        Objects.requireNonNull(configuration, "configuration");
        reserve(cacheName);
        VarveCache<K, V> cache = null;
        try {
            VarveCache<K, V> built = new VarveCache<>(this, assembler.assemble(cacheName, configuration));
            built.open();
            cache = built;
        } finally {
            publish(cacheName, cache);
        }
        if (closed) {
            // The manager was closed meanwhile and may not have seen this cache.
            cache.close();
            requireOpen();
        }
        return cache;
    }

    private void reserve(String cacheName) {
        lock.lock();
        try {
            if (caches.containsKey(cacheName) || !reserved.add(cacheName)) {
                throw new CacheException("a cache named '" + cacheName + "' exists already in cache manager " + uri);
            }
        } finally {
            lock.unlock();
        }
    }

    private void publish(String cacheName, VarveCache<?, ?> cache) {
        lock.lock();
        try {
            reserved.remove(cacheName);
            if (cache != null) {
                caches.put(cacheName, cache);
            }
        } finally {
            lock.unlock();
        }
    }

    private VarveCache<?, ?> find(String cacheName) {
        lock.lock();
        try {
            return caches.get(cacheName);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <K, V> Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        requireOpen();
        Objects.requireNonNull(cacheName, "cacheName");
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
        VarveCache<?, ?> cache = find(cacheName);
        if (cache == null) {
            return null;
        }
        cache.requireTypes(keyType, valueType);
        return cast(cache);
    }

    /** The cache, whatever its types: since JCache 1.1 typed caches may be asked for without their types. */
    @Override
    public <K, V> Cache<K, V> getCache(String cacheName) {
        requireOpen();
        Objects.requireNonNull(cacheName, "cacheName");
        return cast(find(cacheName));
    }

    @SuppressWarnings("unchecked") // checked by the caller, or left to the user as the specification has it
    private static <K, V> Cache<K, V> cast(VarveCache<?, ?> cache) {
        return (Cache<K, V>) cache;
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        lock.lock();
        try {
            return Collections.unmodifiableSet(new TreeSet<>(caches.keySet()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void destroyCache(String cacheName) {
        requireOpen();
        Objects.requireNonNull(cacheName, "cacheName");
        VarveCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.close();
        }
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        requireOpen();
        Objects.requireNonNull(cacheName, "cacheName");
        VarveCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableStatistics(enabled);
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        requireOpen();
        Objects.requireNonNull(cacheName, "cacheName");
        VarveCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableManagement(enabled);
        }
    }

    /** Forgets a cache that has been closed. */
    void release(VarveCache<?, ?> cache) {
        lock.lock();
        try {
            caches.remove(cache.getName(), cache);
        } finally {
            lock.unlock();
        }
    }

    /** Closes the caches and gives their memory back. Does nothing the second time. */
    @Override
    public void close() {
        List<VarveCache<?, ?>> closing;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            closing = new ArrayList<>(caches.values());
        } finally {
            lock.unlock();
        }
        provider.release(this, classLoader.get());
        for (VarveCache<?, ?> cache : closing) {
            try {
                cache.close();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "Could not close cache '" + cache.getName() + "'", e);
            }
        }
        resources.close();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("cache manager " + uri + " is closed");
        }
    }

    /** The accounts of the store that this manager's caches share; all zero but the budget as long as there is no cache. */
    public StoreFigures storeFigures() {
        return resources.figures();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a Varve cache manager cannot be unwrapped to " + type.getName());
    }
}
