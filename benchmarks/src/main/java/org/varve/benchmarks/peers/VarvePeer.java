package org.varve.benchmarks.peers;

import java.util.Properties;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.varve.config.StoreSettings;

/** Varve as it comes. */
final class VarvePeer implements Peer {
    private static final String PROVIDER = "org.varve.jcache.VarveCachingProvider";

    @Override
    public PeerCache open(Setup setup) {
        CachingProvider provider = Caching.getCachingProvider(PROVIDER);
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, Long.toString(setup.capacityBytes()));
        MutableConfiguration<String, Object> configuration = JCacheCache.byValue(setup);
        return JCacheCache.create(provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader(), properties), configuration);
    }
}
