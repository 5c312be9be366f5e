package org.varve.benchmarks.peers;

import java.util.Properties;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.varve.codec.CodecSettings;
import org.varve.config.StoreSettings;
import org.varve.jcache.VarveCacheManager;

/** Varve with a bare configuration and, unless they are the defaults, settings of how it encodes. */
final class VarvePeer implements Peer {
    private static final String PROVIDER = "org.varve.jcache.VarveCachingProvider";

    private final CodecSettings settings;

    VarvePeer(CodecSettings settings) {
        this.settings = settings;
    }

    @Override
    public PeerCache open(Setup setup) {
        CachingProvider provider = Caching.getCachingProvider(PROVIDER);
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, Long.toString(setup.capacityBytes()));
        MutableConfiguration<String, Object> configuration = settings == CodecSettings.DEFAULTS ? JCacheCache.byValue(setup)
                : new VarveConfiguration(setup, settings);
        return JCacheCache.create(provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader(), properties), configuration,
                cache -> cache.getCacheManager().unwrap(VarveCacheManager.class).storeFigures().live());
    }
}
