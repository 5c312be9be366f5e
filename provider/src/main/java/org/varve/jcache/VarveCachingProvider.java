package org.varve.jcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.varve.config.SettingsException;
import org.varve.config.VarveSettings;
import org.varve.config.file.SettingsSources;
import org.varve.jcache.internal.coding.DecodingLoader;
import org.varve.store.TimeSource;

/**
 * The JCache provider whose entries live off the Java heap. Its managers are told apart by class loader and URI; each
 * has one store, with one budget in bytes that all its caches share, unless its settings say otherwise.
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
     * The manager of the URI and class loader; made with the file that the URI names and the properties if there is none yet.
     * The declared caches are there when it is returned.
     *
     * @throws org.varve.config.SettingsException if a setting cannot be used; see {@link SettingsSources}
     */
    @Override
    public CacheManager getCacheManager(URI uri, ClassLoader classLoader, Properties properties) {
        URI managerUri = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        Properties own = properties == null ? new Properties() : properties;
        while (true) {
            VarveCacheManager manager = find(managerUri, loader);
            if (manager == null) {
                manager = open(managerUri, loader, own,
                        application -> SettingsSources.read(managerUri, getDefaultURI(), application, own), false);
            }
            manager.awaitStarted();
            // Closed where its caches could not be created, which the thread that made it has been told.
            if (!manager.isClosed()) {
                return manager;
            }
        }
    }

    /**
     * Makes a manager with settings made in Java, which are all that count: no file and no properties are read.
     *
     * @param uri         its name; null for the default
     * @param classLoader null for the default
     * @throws CacheException                     if there is a manager of the URI and class loader already
     * @throws org.varve.config.SettingsException if a setting cannot be used
     */
    public VarveCacheManager openCacheManager(URI uri, ClassLoader classLoader, VarveSettings settings) {
        Objects.requireNonNull(settings, "settings");
        return open(uri == null ? getDefaultURI() : uri, classLoader == null ? getDefaultClassLoader() : classLoader,
                new Properties(), application -> settings, true);
    }

    private VarveCacheManager find(URI uri, ClassLoader loader) {
        lock.lock();
        try {
            VarveCacheManager manager = managers.getOrDefault(loader, Map.of()).get(uri);
            // One that is being closed in another thread may not have been forgotten yet.
            return manager == null || manager.isClosed() ? null : manager;
        } finally {
            lock.unlock();
        }
    }

    /** Reads files and creates declared caches outside of the lock, since both call what is not ours. */
    private VarveCacheManager open(URI uri, ClassLoader loader, Properties properties, Function<ClassLoader, VarveSettings> source,
            boolean alone) {
        ClassLoader application = DecodingLoader.of(loader, getDefaultClassLoader(), Thread.currentThread().getContextClassLoader());
        VarveCacheManager made;
        try {
            made = new VarveCacheManager(this, uri, loader, application, properties, source.apply(application), time);
        } catch (SettingsException e) {
            throw new SettingsException("cache manager " + uri + ": " + e.getMessage(), e);
        }
        made.beginStart();
        VarveCacheManager published = publish(made, uri, loader);
        if (published == made) {
            made.start();
        } else {
            made.close();
            if (alone) {
                throw new CacheException("there is a cache manager " + uri + " of this class loader already");
            }
        }
        return published;
    }

    private VarveCacheManager publish(VarveCacheManager made, URI uri, ClassLoader loader) {
        lock.lock();
        try {
            Map<URI, VarveCacheManager> ofLoader = managers.computeIfAbsent(loader, key -> new HashMap<>());
            VarveCacheManager there = ofLoader.get(uri);
            if (there != null && !there.isClosed()) {
                return there;
            }
            ofLoader.put(uri, made);
            return made;
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
