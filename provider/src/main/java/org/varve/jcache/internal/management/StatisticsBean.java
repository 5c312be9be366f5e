package org.varve.jcache.internal.management;

import java.util.function.LongSupplier;
import javax.cache.management.CacheStatisticsMXBean;

/** The statistics bean of the specification. */
public final class StatisticsBean implements CacheStatisticsMXBean {
    private final CacheStatistics statistics;
    private final LongSupplier evictions;
    private volatile long evictionsWhenCleared;

    /** @param evictions the cache's evictions since it was created */
    public StatisticsBean(CacheStatistics statistics, LongSupplier evictions) {
        this.statistics = statistics;
        this.evictions = evictions;
    }

    @Override
    public void clear() {
        statistics.clear();
        evictionsWhenCleared = evictions.getAsLong();
    }

    @Override
    public long getCacheHits() {
        return statistics.hits();
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(statistics.hits());
    }

    @Override
    public long getCacheMisses() {
        return statistics.misses();
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(statistics.misses());
    }

    private float percentage(long part) {
        long all = getCacheGets();
        return all == 0 ? 0 : (float) (100.0 * part / all);
    }

    @Override
    public long getCacheGets() {
        return statistics.hits() + statistics.misses();
    }

    @Override
    public long getCachePuts() {
        return statistics.puts();
    }

    @Override
    public long getCacheRemovals() {
        return statistics.removals();
    }

    @Override
    public long getCacheEvictions() {
        return evictions.getAsLong() - evictionsWhenCleared;
    }

    @Override
    public float getAverageGetTime() {
        return statistics.averageGetMicros();
    }

    @Override
    public float getAveragePutTime() {
        return statistics.averagePutMicros();
    }

    @Override
    public float getAverageRemoveTime() {
        return statistics.averageRemoveMicros();
    }
}
