package org.varve.benchmarks.peers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Caffeine by its own API: references to objects on the heap, no copies. */
final class CaffeinePeer implements Peer {
    @Override
    public PeerCache open(Setup setup) {
        return new CaffeineCache(Caffeine.newBuilder().maximumWeight(setup.capacityBytes())
                .weigher((String key, Object value) -> OnHeap.weight(setup, key, value)).build());
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
        public void close() {
            cache.invalidateAll();
        }
    }
}
