package org.varve.benchmarks.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** The real Caffeine, with its maintenance on the calling thread. Its figures differ a little from run to run: it seeds its hashes at random. */
public final class CaffeineSimulation implements Simulation {
    private final Cache<Integer, Boolean> cache;

    public CaffeineSimulation(long capacity, Sizes sizes) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder().executor(Runnable::run);
        if (sizes.equals(Sizes.ONE)) {
            cache = builder.maximumSize(capacity).build();
        } else {
            cache = builder.maximumWeight(capacity).<Integer, Boolean>weigher((key, value) -> sizes.of(key)).build();
        }
    }

    @Override
    public long hits(Trace trace) {
        long hits = 0;
        for (int key : trace.keys()) {
            if (cache.getIfPresent(key) != null) {
                hits++;
            } else {
                cache.put(key, true);
            }
        }
        return hits;
    }
}
