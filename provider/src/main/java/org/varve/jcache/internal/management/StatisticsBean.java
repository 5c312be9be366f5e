package org.varve.jcache.internal.management;

import java.lang.ref.WeakReference;
import javax.cache.management.CacheStatisticsMXBean;
import org.varve.store.Keyspace;

/** The statistics bean of the specification. */
public final class StatisticsBean implements CacheStatisticsMXBean {
    private final CacheStatistics statistics;
    private final WeakReference<Keyspace> keyspace;
    private volatile long evictionsWhenCleared;

    /** @param keyspace knows the cache's evictions; not kept alive, see {@link StoreBeans} */
    public StatisticsBean(CacheStatistics statistics, Keyspace keyspace) {
        this.statistics = statistics;
        this.keyspace = new WeakReference<>(keyspace);
    }

    private long evictions() {
        Keyspace there = keyspace.get();
        return there == null ? 0 : there.evictions();
    }

    @Override
    public void clear() {
        statistics.clear();
        evictionsWhenCleared = evictions();
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
        return evictions() - evictionsWhenCleared;
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
