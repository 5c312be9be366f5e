package org.varve.benchmarks.store;

import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.jcache.VarveCacheManager;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreFigures;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

/** What is filled: a store or a cache, of one budget. */
interface DensityTarget extends AutoCloseable {
    void put(long number, int valueLength);

    LiveContent content();

    StoreFigures figures();

    @Override
    void close();

    static DensityTarget store(long budget, KeyKind kind) {
        Store store = Store.open(StoreOptions.of("density", budget, TimeSource.system()));
        Keyspace keyspace = store.openKeyspace("density", false);
        StoreClient client = new StoreClient(keyspace, kind);
        return new DensityTarget() {
            @Override
            public void put(long number, int valueLength) {
                client.put(number, valueLength);
            }

            @Override
            public LiveContent content() {
                return LiveContent.of(keyspace);
            }

            @Override
            public StoreFigures figures() {
                return store.figures();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** Through the API of JCache, with values of type {@code byte[]}, in a cache of the usual configuration. */
    static DensityTarget cache(long budget, KeyKind kind) {
        CachingProvider provider = Caching.getCachingProvider("org.varve.jcache.VarveCachingProvider");
        Properties properties = new Properties();
        properties.setProperty("varve.store.capacity", Long.toString(budget));
        CacheManager manager = provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader(), properties);
        Cache<Object, byte[]> cache = manager.createCache("density", new MutableConfiguration<>());
        return new DensityTarget() {
            @Override
            public void put(long number, int valueLength) {
                cache.put(kind.object(number), new byte[valueLength]);
            }

            @Override
            public LiveContent content() {
                long entries = 0;
                long payload = 0;
                for (Cache.Entry<Object, byte[]> entry : cache) {
                    entries++;
                    payload += kind.bytes() + entry.getValue().length;
                }
                return new LiveContent(entries, payload);
            }

            @Override
            public StoreFigures figures() {
                return manager.unwrap(VarveCacheManager.class).storeFigures();
            }

            @Override
            public void close() {
                manager.close();
            }
        };
    }
}
