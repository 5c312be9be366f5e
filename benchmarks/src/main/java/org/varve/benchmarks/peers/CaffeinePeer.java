package org.varve.benchmarks.peers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.concurrent.TimeUnit;

/** Caffeine by its own API: references to objects on the heap, no copies. */
final class CaffeinePeer implements Peer {
    private static final int MOST_INITIAL = 1 << 24;

    @Override
    public PeerCache open(Setup setup) {
        // Without, its sketch of frequencies begins small, and it has fewer hits for a while.
        Caffeine<Object, Object> builder = Caffeine.newBuilder().initialCapacity(Math.min(setup.entries(), MOST_INITIAL));
        if (setup.ttlMillis() > 0) {
            builder.expireAfterWrite(setup.ttlMillis(), TimeUnit.MILLISECONDS).scheduler(Scheduler.systemScheduler());
        }
        if (setup.bound() == Bound.ENTRIES) {
            return new CaffeineCache(builder.maximumSize(setup.entries()).build());
        }
        return new CaffeineCache(builder.maximumWeight(setup.capacityBytes()).weigher((String key, Object value) -> OnHeap.weight(setup, key, value)).build());
    }

    private record CaffeineCache(Cache<String, Object> cache) implements PeerCache {
        @Override
        public Object get(String key) {
            return cache.getIfPresent(key);
        }

        @Override
        public void put(String key, Object value) {
            cache.put(key, value);
        }

        @Override
        public double held() {
            return cache.estimatedSize();
        }

        @Override
        public void close() {
            cache.invalidateAll();
        }
    }
}
