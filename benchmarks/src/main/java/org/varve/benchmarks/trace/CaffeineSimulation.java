package org.varve.benchmarks.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The real Caffeine, with its maintenance on the calling thread, told its initial capacity, without which its sketch begins small, too. Its figures differ
 * from run to run: it seeds its hashes at random.
 */
public final class CaffeineSimulation implements Simulation {
    private static final long MOST_INITIAL = 1 << 24;

    private final Cache<Integer, Boolean> cache;

    public CaffeineSimulation(long capacity, Sizes sizes) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder().executor(Runnable::run);
        if (sizes.equals(Sizes.ONE)) {
            cache = builder.maximumSize(capacity).initialCapacity((int) Math.min(capacity, MOST_INITIAL)).build();
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
