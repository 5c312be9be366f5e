package org.varve.benchmarks.peers;

import com.github.benmanes.caffeine.cache.Weigher;
import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import java.util.Optional;
import java.util.OptionalLong;

/** Caffeine's JCache by value: its default, which copies by Java serialization what is not known to be immutable. */
final class CaffeineJCachePeer implements Peer {
    private static final String PROVIDER = "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

    @Override
    public PeerCache open(Setup setup) {
        CaffeineConfiguration<String, Object> configuration = new CaffeineConfiguration<>(JCacheCache.byValue(setup));
        if (setup.bound() == Bound.ENTRIES) {
            configuration.setMaximumSize(OptionalLong.of(setup.entries()));
        } else {
            Weigher<String, Object> weigher = (key, value) -> OnHeap.weight(setup, key, value);
            configuration.setMaximumWeight(OptionalLong.of(setup.capacityBytes()));
            configuration.setWeigherFactory(Optional.of(() -> weigher));
        }
        return JCacheCache.create(JCacheCache.manager(PROVIDER), configuration);
    }
}
