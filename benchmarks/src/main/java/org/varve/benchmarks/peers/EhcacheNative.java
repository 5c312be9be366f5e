package org.varve.benchmarks.peers;

import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.spi.service.StatisticsService;

/** Ehcache by its own API, with its statistics. */
final class EhcacheNative implements PeerCache {
    private static final String TIER = "OffHeap";

    private final CacheManager manager;
    private final Cache<String, Object> cache;
    private final StatisticsService statistics;

    private EhcacheNative(CacheManager manager, Cache<String, Object> cache, StatisticsService statistics) {
        this.manager = manager;
        this.cache = cache;
        this.statistics = statistics;
    }

    static PeerCache open(CacheConfigurationBuilder<String, Object> configuration) {
        StatisticsService statistics = new DefaultStatisticsService();
        CacheManager manager = CacheManagerBuilder.newCacheManagerBuilder().using(statistics).withCache(JCacheCache.NAME, configuration).build(true);
        Class<Object> type = configuration.build().getValueType();
        return new EhcacheNative(manager, manager.getCache(JCacheCache.NAME, String.class, type), statistics);
    }

    @Override
    public Object get(String key) {
        return cache.get(key);
    }

    @Override
    public void put(String key, Object value) {
        cache.put(key, value);
    }

    @Override
    public double held() {
        return statistics.getCacheStatistics(JCacheCache.NAME).getTierStatistics().get(TIER).getOccupiedByteSize();
    }

    @Override
    public void close() {
        manager.close();
    }
}
