package org.varve.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.cache2k.Cache;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.operation.CacheControl;

/** The JCache of cache2k with a configuration of its own, which means references to objects on the heap. */
final class Cache2kPeer implements Peer {
    private static final String PROVIDER = "org.cache2k.jcache.provider.JCacheProvider";

    @Override
    public PeerCache open(Setup setup) {
        // It refuses arrays as the type of values, though not as values.
        Cache2kBuilder<String, Object> builder = Cache2kBuilder.of(String.class, Object.class).name(JCacheCache.NAME);
        if (setup.bound() == Bound.ENTRIES) {
            builder.entryCapacity(setup.entries());
        } else {
            builder.weigher((key, value) -> OnHeap.weight(setup, key, value)).maximumWeight(setup.capacityBytes());
        }
        if (setup.ttlMillis() == 0) {
            builder.eternal(true);
        } else {
            builder.expireAfterWrite(setup.ttlMillis(), TimeUnit.MILLISECONDS);
        }
        return JCacheCache.create(JCacheCache.manager(PROVIDER), ExtendedMutableConfiguration.of(builder),
                cache -> CacheControl.of(cache.unwrap(Cache.class)).getSize());
    }
}
