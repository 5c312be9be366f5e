package org.varve.benchmarks.peers;

import java.time.Duration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.jsr107.Eh107Configuration;

/** Ehcache with nothing but an off-heap tier; by its own API where entries expire, because only that tells how much they take. */
final class EhcachePeer implements Peer {
    static final String PROVIDER = "org.ehcache.jsr107.EhcacheCachingProvider";

    private final boolean handWritten;

    /** @param handWritten whether values get the serializer that was written by hand for them */
    EhcachePeer(boolean handWritten) {
        this.handWritten = handWritten;
    }

    @Override
    public PeerCache open(Setup setup) {
        @SuppressWarnings("unchecked")
        Class<Object> type = (Class<Object>) setup.values().type();
        CacheConfigurationBuilder<String, Object> builder = CacheConfigurationBuilder.newCacheConfigurationBuilder(String.class, type,
                ResourcePoolsBuilder.newResourcePoolsBuilder().offheap(setup.capacityBytes(), MemoryUnit.B));
        if (setup.ttlMillis() > 0) {
            builder = builder.withExpiry(ExpiryPolicyBuilder.timeToLiveExpiration(Duration.ofMillis(setup.ttlMillis())));
        }
        if (handWritten) {
            builder = builder.withValueSerializer(new EhcacheSerializer(setup.values().form()));
        }
        if (setup.ttlMillis() > 0) {
            return EhcacheNative.open(builder);
        }
        return JCacheCache.create(JCacheCache.manager(PROVIDER), Eh107Configuration.fromEhcacheCacheConfiguration(builder));
    }
}
