package org.varve.benchmarks.peers;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.cache.ICache;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.net.URI;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** A member of Hazelcast that is alone: serialized values on the heap. Its free edition bounds caches by entries only. */
final class HazelcastPeer implements Peer {
    private static final String PROVIDER = "com.hazelcast.cache.HazelcastMemberCachingProvider";
    /** Each partition has its share of the bound, and does not fill evenly. */
    private static final int MARGIN = 4;

    @Override
    public PeerCache open(Setup setup) {
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false").setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().setPortAutoIncrement(true).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
        CachingProvider provider = Caching.getCachingProvider(PROVIDER);
        CacheManager manager = provider.getCacheManager(URI.create("benchmark"), null, HazelcastCachingProvider.propertiesByInstanceItself(instance));
        CacheConfig<String, Object> cache = new CacheConfig<>(JCacheCache.byValue(setup));
        cache.setEvictionConfig(new EvictionConfig().setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT).setSize(setup.bound() == Bound.ROOM ? setup.entries() * MARGIN : setup.entries())
                .setEvictionPolicy(EvictionPolicy.LRU));
        return JCacheCache.create(manager, cache, open -> open.unwrap(ICache.class).size());
    }
}
