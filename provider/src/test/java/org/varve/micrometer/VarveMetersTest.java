package org.varve.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.JCacheMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.config.StoreSettings;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;
import org.varve.jcache.VarveCacheManager;
import org.varve.jcache.VarveCachingProvider;

/** Meters tell what the figures tell, and are there as long as what they tell of. */
class VarveMetersTest {
    private static final AtomicInteger MANAGERS = new AtomicInteger();

    private final VarveCachingProvider provider = new VarveCachingProvider();
    private final VarveCacheManager manager = open(provider, "test:meters:" + MANAGERS.incrementAndGet());
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private static VarveCacheManager open(VarveCachingProvider provider, String uri) {
        return provider.openCacheManager(URI.create(uri), null,
                VarveSettings.builder().store(StoreSettings.builder().capacity("8m").build()).build());
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private static MutableConfiguration<Integer, byte[]> counted() {
        return new MutableConfiguration<Integer, byte[]>().setStatisticsEnabled(true);
    }

    private double gauge(String name, String... tags) {
        Gauge gauge = registry.get(name).tags(tags).gauge();
        assertNotNull(gauge.getId().getDescription());
        return gauge.value();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    /** Caches that have meters. */
    private Set<String> caches(String name) {
        Set<String> caches = new TreeSet<>();
        registry.find(name).meters().forEach(meter -> caches.add(meter.getId().getTag("cache")));
        return caches;
    }

    @Test
    void metersTellTheFigures() {
        Cache<Integer, byte[]> cache = manager.createCache("a", counted());
        new VarveMeters(manager).bindTo(registry);
        for (int i = 0; i < 20_000; i++) {
            cache.put(i, new byte[1000]);
        }
        cache.put(-1, new byte[5_000_000]);
        cache.get(19_999);
        cache.get(19_999);
        cache.get(19_999);
        cache.get(20_000);
        cache.remove(19_999);
        String[] ofCache = {"cache", "a", "store", "default", "manager", manager.getURI().toString()};
        assertEquals(3, count("varve.cache.gets", "result", "hit", "cache", "a"));
        assertEquals(1, count("varve.cache.gets", "result", "miss", "cache", "a"));
        assertEquals(0.75, gauge("varve.cache.hit.ratio", ofCache));
        assertEquals(20_001, count("varve.cache.puts", ofCache));
        assertEquals(1, count("varve.cache.removals", ofCache));
        assertEquals(1, count("varve.cache.oversized", ofCache));
        assertTrue(gauge("varve.cache.records", ofCache) > 3_000);
        assertTrue(gauge("varve.cache.memory", ofCache) > 1000 * gauge("varve.cache.records", ofCache));
        assertTrue(count("varve.cache.evictions", ofCache) > 10_000);
        assertEquals(Double.POSITIVE_INFINITY, gauge("varve.cache.ceiling", ofCache));
        String[] ofStore = {"store", "default", "manager", manager.getURI().toString()};
        assertEquals(8 << 20, gauge("varve.store.budget", ofStore));
        double areas = 0;
        for (String area : List.of("live", "dead", "free", "index")) {
            areas += gauge("varve.store.memory", "area", area, "store", "default");
        }
        assertTrue(areas > 7 << 20 && areas <= 8 << 20, "areas: " + areas);
        assertTrue(gauge("varve.store.utilisation", ofStore) > 0.5 && gauge("varve.store.utilisation", ofStore) < 1);
        assertTrue(count("varve.store.evicted", ofStore) > 10_000_000);
        FunctionTimer evicting = registry.get("varve.store.reclaim").tags("kind", "eviction").functionTimer();
        assertTrue(evicting.count() > 10 && evicting.totalTime(TimeUnit.NANOSECONDS) > 1_000, evicting::toString);
    }

    @Test
    void everyMeterHasItsUnitAndTags() {
        manager.createCache("a", counted());
        new VarveMeters(manager, Tags.of("application", "shop")).bindTo(registry);
        assertTrue(registry.getMeters().size() > 30);
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            assertNotNull(id.getBaseUnit(), id.getName());
            assertEquals(List.of(manager.getURI().toString(), "default", "shop"),
                    List.of(id.getTag("manager"), id.getTag("store"), id.getTag("application")), id.getName());
            assertEquals(id.getName().startsWith("varve.cache."), "a".equals(id.getTag("cache")), id.getName());
        }
    }

    @Test
    void metersOfCachesComeAndGo() {
        new VarveMeters(manager).bindTo(registry);
        assertEquals(Set.of(), caches("varve.cache.records"));
        manager.createCache("a", new MutableConfiguration<>());
        manager.createCache("own", VarveConfiguration.builder().ownStore(StoreSettings.builder().capacity("8m").build()).build());
        assertEquals(Set.of("a", "own"), caches("varve.cache.records"));
        assertEquals(1, registry.find("varve.store.budget").tag("store", "cache:own").gauges().size());
        manager.destroyCache("own");
        assertEquals(Set.of("a"), caches("varve.cache.records"));
        assertEquals(0, registry.find("varve.store.budget").tag("store", "cache:own").gauges().size());
        manager.getCache("a").close();
        Cache<Integer, byte[]> again = manager.createCache("a", new MutableConfiguration<>());
        again.put(1, new byte[10]);
        assertEquals(1, gauge("varve.cache.records", "cache", "a"), "of the new cache");
        manager.close();
        assertEquals(List.of(), registry.getMeters());
    }

    @Test
    void whatIsNotCountedHasNoMeter() {
        manager.createCache("a", new MutableConfiguration<>());
        new VarveMeters(manager).bindTo(registry);
        assertEquals(Set.of(), caches("varve.cache.gets"));
        manager.enableStatistics("a", true);
        assertEquals(Set.of("a"), caches("varve.cache.gets"));
        assertTrue(Double.isNaN(gauge("varve.cache.hit.ratio", "cache", "a")), "no gets yet");
        manager.enableStatistics("a", false);
        assertEquals(Set.of(), caches("varve.cache.gets"));
        assertEquals(Set.of("a"), caches("varve.cache.records"));
    }

    @Test
    void severalRegistriesAndAnEarlyEnd() {
        MeterRegistry second = new SimpleMeterRegistry();
        VarveMeters meters = new VarveMeters(manager);
        meters.bindTo(registry);
        meters.bindTo(second);
        manager.createCache("a", new MutableConfiguration<>());
        assertEquals(registry.getMeters().size(), second.getMeters().size());
        meters.close();
        meters.close();
        assertEquals(List.of(), registry.getMeters());
        assertEquals(List.of(), second.getMeters());
        manager.createCache("b", new MutableConfiguration<>());
        meters.bindTo(registry);
        assertEquals(List.of(), registry.getMeters());
    }

    @Test
    void aClosedManagerHasNoMeters() {
        manager.close();
        new VarveMeters(manager).bindTo(registry);
        assertEquals(List.of(), registry.getMeters());
    }

    @Test
    void managersOfOthersAreRefused() {
        try (CacheManager other = new RICachingProvider().getCacheManager()) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> new VarveMeters(other));
            assertTrue(thrown.getMessage().contains("RICacheManager"), thrown::getMessage);
        }
    }

    /** A registry lives as long as the process; a manager that was forgotten must be collected nevertheless, so that its store's thread can close it. */
    @Test
    void theRegistryDoesNotKeepAForgottenManager() throws InterruptedException {
        WeakReference<CacheManager> forgotten = forget();
        for (int tries = 0; forgotten.get() != null && tries < 200; tries++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(forgotten.get());
        assertTrue(registry.getMeters().size() > 10);
    }

    private WeakReference<CacheManager> forget() {
        VarveCacheManager made = open(new VarveCachingProvider(), "test:forgotten-meters");
        made.createCache("a", counted());
        new VarveMeters(made).bindTo(registry);
        assertEquals(Set.of("a"), caches("varve.cache.records"));
        return new WeakReference<>(made);
    }

    /** Micrometer's own binder finds the statistics by the bean of the specification. */
    @Test
    void theBinderOfMicrometerFindsTheStatistics() {
        Cache<Integer, byte[]> cache = manager.createCache("a b", counted());
        cache.put(1, new byte[10]);
        cache.get(1);
        cache.get(2);
        JCacheMetrics.monitor(registry, cache);
        assertEquals(1, registry.get("cache.gets").tag("result", "hit").tag("cache", "a b").functionCounter().count());
        assertEquals(1, registry.get("cache.gets").tag("result", "miss").functionCounter().count());
        assertEquals(1, registry.get("cache.puts").functionCounter().count());
    }
}
