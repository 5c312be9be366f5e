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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.varve.codec.assembly.Codecs;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;
import org.varve.jcache.internal.CacheAssembler;
import org.varve.jcache.internal.ManagerResources;
import org.varve.store.StoreFigures;
import org.varve.store.TimeSource;

/**
 * A cache manager with off-heap stores that its caches live in: one that they share unless {@link VarveSettings} say
 * otherwise. A store is opened when the first cache is created in it, and its memory is given back when the manager is closed.
 */
public final class VarveCacheManager implements CacheManager {
    /*
     * The lock guards the collections only. Caches are built and closed outside it, since both call user code; a name
     * that is being built is reserved, so that of two threads creating the same cache one fails before it builds anything.
     */
    private static final System.Logger LOG = System.getLogger(VarveCacheManager.class.getName());

    private final VarveCachingProvider provider;
    private final URI uri;
    private final WeakReference<ClassLoader> classLoader;
    private final VarveSettings settings;
    private final Properties properties = new Properties();
    private final ManagerResources resources;
    private final CacheAssembler assembler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, VarveCache<?, ?>> caches = new LinkedHashMap<>();
    private final Set<String> reserved = new HashSet<>();
    /** Declared caches that nobody has created yet as far as the application is concerned. Guarded like the other two. */
    private final Set<String> unclaimed = new HashSet<>();
    private final ReentrantLock starting = new ReentrantLock();
    private final Set<ManagerWatcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param application finds the classes of what is cached
     * @throws org.varve.config.SettingsException if the settings cannot be; nothing has been opened then
     */
    VarveCacheManager(VarveCachingProvider provider, URI uri, ClassLoader loader, ClassLoader application, Properties given,
            VarveSettings settings, TimeSource time) {
        this.provider = provider;
        this.uri = uri;
        this.classLoader = new WeakReference<>(loader);
        this.settings = settings;
        if (given != null) {
            given.stringPropertyNames().forEach(name -> properties.setProperty(name, given.getProperty(name)));
            properties.putAll(given);
        }
        resources = new ManagerResources(uri.toString(), settings, time, classLoader);
        assembler = new CacheAssembler(resources, new Codecs(application), uri);
    }

    /** To be called, before anybody else has the manager, by the thread that goes on to {@link #start}. */
    void beginStart() {
        starting.lock();
    }

    /**
     * Creates the declared caches and lets others have the manager.
     *
     * @throws CacheException if one cannot be created; the manager is closed then
     */
    void start() {
        try {
            settings.declaredCaches().forEach(this::declare);
        } catch (Throwable e) {
            close();
            throw e;
        } finally {
            starting.unlock();
        }
    }

    private void declare(String name) {
        try {
            create(name, settings.configure(name, VarveConfiguration.builder().build()));
        } catch (RuntimeException e) {
            throw new CacheException("cache manager " + uri + ": declared cache '" + name + "' (" + settings.origin(name)
                    + ") could not be created: " + e.getMessage(), e);
        }
        lock.lock();
        try {
            unclaimed.add(name);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@link #start}, except in what that calls. */
    void awaitStarted() {
        starting.lock();
        starting.unlock();
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
     * <p>What the configuration leaves as it is in a new {@link javax.cache.configuration.MutableConfiguration} is taken from
     * the settings of this manager whose names or patterns match. Creating a declared cache for the first time, with a
     * configuration that asks for nothing else, returns the one that was created with the manager.
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
        VarveConfiguration<K, V> whole = settings.configure(cacheName, configuration);
        VarveCache<K, V> declared = claim(cacheName, whole);
        return declared != null ? declared : create(cacheName, whole);
    }

    /** The declared cache of the name if nobody has claimed it yet. */
    private <K, V> VarveCache<K, V> claim(String cacheName, VarveConfiguration<K, V> wanted) {
        lock.lock();
        try {
            VarveCache<K, V> there = cast(caches.get(cacheName));
            if (there == null || there.isClosed() || !unclaimed.contains(cacheName)) {
                return null;
            }
            if (!there.configuration().equals(wanted)) {
                throw new CacheException("a cache named '" + cacheName + "' exists already in cache manager " + uri + ", as declared ("
                        + settings.origin(cacheName) + "), and what is to be created has another configuration");
            }
            unclaimed.remove(cacheName);
            return there;
        } finally {
            lock.unlock();
        }
    }

    private <K, V> VarveCache<K, V> create(String cacheName, VarveConfiguration<K, V> configuration) {
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
        tell(ManagerWatcher::changed);
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
    private static <K, V> VarveCache<K, V> cast(VarveCache<?, ?> cache) {
        return (VarveCache<K, V>) cache;
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
            tell(ManagerWatcher::changed);
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
            if (caches.remove(cache.getName(), cache)) {
                unclaimed.remove(cache.getName());
            }
        } finally {
            lock.unlock();
        }
        tell(ManagerWatcher::changed);
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
        try {
            resources.close();
        } finally {
            tell(ManagerWatcher::closed);
            watchers.clear();
        }
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

    /**
     * The caches that are open at this moment, in the order of their creation; none once the manager is closed.
     */
    public List<VarveCache<?, ?>> openCaches() {
        lock.lock();
        try {
            return caches.values().stream().filter(cache -> !closed && !cache.isClosed()).<VarveCache<?, ?>>map(cache -> cache).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has somebody told of changes from now on, until {@link #unwatch} or until the manager is closed; of that at once if it is closed already. The manager
     * keeps the watcher from being collected.
     */
    public void watch(ManagerWatcher watcher) {
        watchers.add(Objects.requireNonNull(watcher, "watcher"));
        if (closed && watchers.remove(watcher)) {
            // Closed before, or meanwhile, and this watcher has not been seen.
            watcher.closed();
        }
    }

    /** No longer tells a watcher. */
    public void unwatch(ManagerWatcher watcher) {
        watchers.remove(watcher);
    }

    private void tell(Consumer<ManagerWatcher> what) {
        for (ManagerWatcher watcher : watchers) {
            try {
                what.accept(watcher);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "Cache manager " + uri + ": a watcher failed", e);
            }
        }
    }

    /** What the manager was made with. */
    public VarveSettings getSettings() {
        return settings;
    }

    /** The accounts of the default store; all zero but the budget as long as there is no cache in it. */
    public StoreFigures storeFigures() {
        return storeFigures(VarveConfiguration.DEFAULT_STORE);
    }

    /**
     * The accounts of a store.
     *
     * @param store one of {@link #storeNames}
     * @throws IllegalArgumentException if there is no such store
     */
    public StoreFigures storeFigures(String store) {
        return resources.stores().figures(store);
    }

    /** {@code default}, the stores that were configured, and {@code cache:} and the name of each cache that has a store of its own. */
    public Set<String> storeNames() {
        return resources.stores().names();
    }

    /**
     * Sets another budget for a store. Returns at once: a lowered budget is reached in the background.
     *
     * @param store one of {@link #storeNames}
     * @param bytes at most the store's {@code max-capacity}
     * @throws IllegalArgumentException           if there is no such store, or it cannot have such a budget; says what it can have
     * @throws org.varve.config.SettingsException if heap and stores would exceed the memory of the container
     * @throws IllegalStateException              if the manager is closed
     */
    public void resizeStore(String store, long bytes) {
        requireOpen();
        resources.stores().resize(store, bytes);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a Varve cache manager cannot be unwrapped to " + type.getName());
    }
}
