package org.varve.benchmarks.peers;

import java.net.URI;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.jcache.embedded.JCacheManager;

/** Infinispan without a cluster, off-heap. */
final class InfinispanPeer implements Peer {
    private static final String PROVIDER = "org.infinispan.jcache.embedded.JCachingProvider";

    @Override
    public PeerCache open(Setup setup) {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.memory().storage(StorageType.OFF_HEAP).whenFull(EvictionStrategy.REMOVE);
        if (setup.bound() == Bound.ENTRIES) {
            builder.memory().maxCount(setup.entries());
        } else {
            builder.memory().maxSize(setup.capacityBytes() + "B");
        }
        if (setup.ttlMillis() > 0) {
            // Once a minute is its default, which would be told for all there is to tell.
            builder.expiration().enableReaper().wakeUpInterval(1, TimeUnit.SECONDS);
        }
        Function<String, Configuration> configurations = name -> builder.build();
        Properties properties = new Properties();
        properties.put(JCacheManager.CACHE_CONFIGURATION_FUNCTION, configurations);
        CachingProvider provider = Caching.getCachingProvider(PROVIDER);
        CacheManager manager = provider.getCacheManager(URI.create("benchmark"), null, properties);
        // "By value" would mean serialized on the heap; off-heap nothing else than values can be had anyway.
        return JCacheCache.create(manager, JCacheCache.byValue(setup).setStoreByValue(false));
    }
}
