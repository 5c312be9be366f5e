package org.varve.jcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.varve.store.TimeSource;

/**
 * The JCache provider whose entries live off the Java heap. Its managers are told apart by class loader and URI; each
 * has one store, with one budget in bytes that all its caches share.
 */
public final class VarveCachingProvider implements CachingProvider {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClassLoader, Map<URI, VarveCacheManager>> managers = new WeakHashMap<>();
    private final TimeSource time;

    /** For {@link javax.cache.Caching} and {@link java.util.ServiceLoader}. */
    public VarveCachingProvider() {
        this(TimeSource.system());
    }

    VarveCachingProvider(TimeSource time) {
        this.time = time;
    }

    /**
     * The manager of the URI and class loader; made with the properties if there is none yet.
     *
     * @throws CacheException if a property's value is not allowed; see {@link org.varve.config.StoreSettings}
     */
    @Override
    public CacheManager getCacheManager(URI uri, ClassLoader classLoader, Properties properties) {
        URI managerUri = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        lock.lock();
        try {
            Map<URI, VarveCacheManager> ofLoader = managers.computeIfAbsent(loader, key -> new HashMap<>());
            VarveCacheManager manager = ofLoader.get(managerUri);
            // One that is being closed in another thread may not have been forgotten yet.
            if (manager == null || manager.isClosed()) {
                manager = new VarveCacheManager(this, managerUri, loader, properties, time);
                ofLoader.put(managerUri, manager);
            }
            return manager;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CacheManager getCacheManager(URI uri, ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, getDefaultProperties());
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(getDefaultURI(), getDefaultClassLoader());
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        return getClass().getClassLoader();
    }

    @Override
    public URI getDefaultURI() {
        return URI.create(getClass().getName());
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public void close() {
        List<VarveCacheManager> closing = new ArrayList<>();
        lock.lock();
        try {
            managers.values().forEach(ofLoader -> closing.addAll(ofLoader.values()));
            managers.clear();
        } finally {
            lock.unlock();
        }
        closing.forEach(VarveCacheManager::close);
    }

    @Override
    public void close(ClassLoader classLoader) {
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        Map<URI, VarveCacheManager> closing;
        lock.lock();
        try {
            closing = managers.remove(loader);
        } finally {
            lock.unlock();
        }
        if (closing != null) {
            List.copyOf(closing.values()).forEach(VarveCacheManager::close);
        }
    }

    @Override
    public void close(URI uri, ClassLoader classLoader) {
        URI managerUri = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        VarveCacheManager closing;
        lock.lock();
        try {
            Map<URI, VarveCacheManager> ofLoader = managers.get(loader);
            closing = ofLoader == null ? null : ofLoader.get(managerUri);
        } finally {
            lock.unlock();
        }
        if (closing != null) {
            closing.close();
        }
    }

    /** Forgets a manager that is being closed; another one of its URI and class loader may have taken its place already. */
    void release(VarveCacheManager manager, ClassLoader loader) {
        lock.lock();
        try {
            Map<URI, VarveCacheManager> ofLoader = managers.get(loader);
            if (ofLoader != null) {
                ofLoader.remove(manager.getURI(), manager);
                if (ofLoader.isEmpty()) {
                    managers.remove(loader);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Store by reference, the only optional feature, cannot be had: entries live off the heap. */
    @Override
    public boolean isSupported(OptionalFeature feature) {
        return false;
    }
}
