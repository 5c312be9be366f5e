package org.varve.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/** A cache behind the API of JCache. Providers are asked for by name, because there are several on the class path. */
final class JCacheCache implements PeerCache {
    static final String NAME = "benchmark";

    private final Cache<String, Object> cache;
    private final ToDoubleFunction<Cache<String, Object>> holding;

    private JCacheCache(Cache<String, Object> cache, ToDoubleFunction<Cache<String, Object>> holding) {
        this.cache = cache;
        this.holding = holding;
    }

    static CacheManager manager(String provider) {
        return Caching.getCachingProvider(provider).getCacheManager();
    }

    /** @param configuration of whatever type the values have, which is erased here */
    static PeerCache create(CacheManager manager, Configuration<String, ?> configuration) {
        return create(manager, configuration, cache -> -1);
    }

    /** @param holding tells what {@link #held} does */
    @SuppressWarnings("unchecked")
    static PeerCache create(CacheManager manager, Configuration<String, ?> configuration, ToDoubleFunction<Cache<String, Object>> holding) {
        return new JCacheCache(manager.createCache(NAME, (Configuration<String, Object>) configuration), holding);
    }

    /** By value, typed, without statistics. */
    @SuppressWarnings("unchecked")
    static MutableConfiguration<String, Object> byValue(Setup setup) {
        MutableConfiguration<String, Object> configuration = new MutableConfiguration<String, Object>()
                .setTypes(String.class, (Class<Object>) setup.values().type()).setStoreByValue(true);
        if (setup.ttlMillis() > 0) {
            configuration.setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, setup.ttlMillis())));
        }
        return configuration;
    }

    @Override
    public Object get(String key) {
        return cache.get(key);
    }

    @Override
    public void put(String key, Object value) {
        cache.put(key, value);
    }

    @Override
    public double held() {
        return holding.applyAsDouble(cache);
    }

    @Override
    public void close() {
        cache.getCacheManager().close();
    }
}
