package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What expires without being touched: events, statistics, memory. */
class StoreExpiryTest extends RealTimeFixture {
    private static Factory<ExpiryPolicy> policy(String name, long millis) {
        return switch (name) {
            case "created" -> CreatedExpiryPolicy.factoryOf(millis(millis));
            case "modified" -> ModifiedExpiryPolicy.factoryOf(millis(millis));
            case "accessed" -> AccessedExpiryPolicy.factoryOf(millis(millis));
            default -> TouchedExpiryPolicy.factoryOf(millis(millis));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "modified", "accessed", "touched"})
    void eachOfTenThousandIsToldOnceWithoutARead(String policy) throws InterruptedException {
        int entries = 10_000;
        Biography<String, String> told = new Biography<>();
        Cache<String, String> cache = manager.createCache("told", strings(policy(policy, 300))
                .addCacheEntryListenerConfiguration(synchronously(told)));
        fill(cache, entries);
        await("all events", () -> told.expired.get() >= entries);
        awaitDropped(entries);
        pause();
        assertEquals(List.of(), List.copyOf(told.errors));
        assertEquals(entries, told.expired.get());
        assertEquals(entries, manager.storeFigures().expirations());
        assertEquals(Map.of(), told.copy);
        assertTrue(told.threads.keySet().stream().allMatch(name -> name.startsWith("varve-expired")), () -> "told by " + told.threads);
    }

    @Test
    void whatIsReadOfAnAccessedCacheIsNotToldUntilItGoes() throws InterruptedException {
        Biography<String, String> told = new Biography<>();
        Cache<String, String> cache = manager.createCache("accessed", strings(policy("accessed", 2_000))
                .addCacheEntryListenerConfiguration(synchronously(told)));
        int entries = 20_000;
        fill(cache, entries);
        int hits = 0;
        for (int round = 0; round < 8; round++) {
            Thread.sleep(400);
            for (int i = 0; i < entries; i += 10) {
                if (cache.get("k" + i) != null) {
                    hits++;
                    assertEquals("v" + i, told.copy.get("k" + i), "what was just read lives for two seconds");
                }
            }
        }
        assertTrue(hits > entries / 10 * 5, "the test is about entries that live longer: " + hits);
        await("then all goes", () -> told.expired.get() >= entries);
        pause();
        assertEquals(entries, told.expired.get());
        assertEquals(List.of(), List.copyOf(told.errors));
    }

    @Test
    void asynchronousListenersFiltersAndMissingOldValues() throws InterruptedException {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        AtomicInteger events = new AtomicInteger();
        AtomicInteger values = new AtomicInteger();
        CacheEntryExpiredListener<String, String> listener = all -> all.forEach(event -> {
            keys.add(event.getKey());
            events.incrementAndGet();
            values.addAndGet(event.isOldValueAvailable() || event.getOldValue() != null || event.getValue() != null ? 1 : 0);
        });
        CacheEntryEventFilter<String, String> filter = event -> event.getKey().endsWith("7");
        Cache<String, String> cache = manager.createCache("async", strings(livesFor(200)).addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(CacheFixture.of(listener), CacheFixture.of(filter), false, false)));
        fill(cache, 1_000);
        await("all events", () -> events.get() >= 100);
        awaitDropped(1_000);
        pause();
        assertEquals(100, events.get());
        assertEquals(100, keys.size());
        assertEquals(0, values.get(), "nobody asked for old values");
    }

    @Test
    void aListenerThatThrowsIsLoggedAndStopsNobody() throws InterruptedException {
        CacheEntryExpiredListener<String, String> broken = events -> {
            throw new IllegalStateException("expected in the log");
        };
        Biography<String, String> told = new Biography<>();
        Cache<String, String> cache = manager.createCache("broken", strings(livesFor(200))
                .addCacheEntryListenerConfiguration(synchronously(broken)).addCacheEntryListenerConfiguration(synchronously(told)));
        fill(cache, 10);
        await("all events", () -> told.expired.get() == 10);
        assertEquals(List.of(), List.copyOf(told.errors));
    }

    @Test
    void listenersComeAndGo() throws InterruptedException {
        Biography<String, String> leaving = new Biography<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CacheEntryExpiredListener<String, String> blocked = events -> {
            first.countDown();
            awaitQuietly(go);
        };
        Cache<String, String> cache = manager.createCache("changing", strings(livesFor(200)));
        fill(cache, 100);
        awaitDropped(100);
        var blocking = RealTimeFixture.<String, String>synchronously(blocked);
        var configuration = RealTimeFixture.<String, String>synchronously(leaving);
        cache.registerCacheEntryListener(blocking);
        cache.registerCacheEntryListener(configuration);
        fill(cache, 100);
        assertTrue(first.await(60, TimeUnit.SECONDS), "a listener that came late hears");
        cache.deregisterCacheEntryListener(configuration);
        go.countDown();
        awaitDropped(200);
        pause();
        assertTrue(leaving.expired.get() <= 1, "at most the event that was under way: " + leaving.expired);
        cache.deregisterCacheEntryListener(blocking);
        fill(cache, 100);
        awaitDropped(300);
        Biography<String, String> last = new Biography<>();
        cache.registerCacheEntryListener(synchronously(last));
        fill(cache, 100);
        await("all of the last hundred", () -> last.expired.get() >= 100);
        pause();
        assertEquals(100, last.expired.get());
        assertEquals(List.of(), List.copyOf(last.errors));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closingTheCacheEndsDelivery() throws InterruptedException {
        AtomicInteger delivered = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CacheEntryExpiredListener<String, String> listener = events -> {
            delivered.incrementAndGet();
            first.countDown();
            awaitQuietly(go);
        };
        Cache<String, String> cache = manager.createCache("closing", strings(livesFor(200)).addCacheEntryListenerConfiguration(synchronously(listener)));
        fill(cache, 100);
        assertTrue(first.await(60, TimeUnit.SECONDS));
        awaitDropped(100);
        cache.close();
        go.countDown();
        pause();
        assertEquals(1, delivered.get());
        manager.close();
        await("its threads end", () -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("varve-expired")));
    }

    @Test
    void loadersAndWritersHearNothing() throws InterruptedException {
        RecordingWriter writer = new RecordingWriter(Collections.synchronizedList(new ArrayList<>()));
        AtomicInteger loads = new AtomicInteger();
        CacheLoader<String, String> loader = new CacheLoader<>() {
            @Override
            public String load(String key) {
                loads.incrementAndGet();
                return "loaded";
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                throw new UnsupportedOperationException();
            }
        };
        Biography<String, String> told = new Biography<>();
        Cache<String, String> cache = manager.createCache("through", strings(livesFor(300)).setReadThrough(true).setWriteThrough(true)
                .setCacheLoaderFactory(CacheFixture.of(loader)).setCacheWriterFactory(CacheFixture.of(writer))
                .addCacheEntryListenerConfiguration(synchronously(told)));
        cache.put("k", "v");
        awaitDropped(1);
        assertEquals("loaded", cache.get("k"));
        await("both", () -> told.expired.get() == 2);
        assertEquals(List.of("write k=v"), List.copyOf(writer.calls));
        assertEquals(1, loads.get());
        assertEquals(2, told.created.get());
        assertEquals(List.of(), List.copyOf(told.errors));
    }

    @Test
    void looksWithoutEffectLeaveTheEventToTheStore() throws InterruptedException {
        Biography<String, String> told = new Biography<>();
        Cache<String, String> cache = manager.createCache("looks", strings(livesFor(200)).addCacheEntryListenerConfiguration(synchronously(told)));
        fill(cache, 1_000);
        while (told.expired.get() < 1_000) {
            for (int i = 0; i < 1_000; i++) {
                cache.containsKey("k" + i);
            }
            cache.forEach(entry -> assertEquals('v' + entry.getKey().substring(1), entry.getValue()));
        }
        assertFalse(cache.iterator().hasNext());
        assertFalse(cache.containsKey("k0"));
        pause();
        assertEquals(1_000, told.expired.get());
        assertEquals(1_000, manager.storeFigures().expirations());
        assertEquals(List.of(), List.copyOf(told.errors));
    }

    @Test
    void expiryIsNeitherEvictionNorRemovalNorMiss() throws InterruptedException {
        Cache<String, String> silent = manager.createCache("silent", strings(livesFor(200)));
        Biography<String, String> told = new Biography<>();
        Cache<String, String> heard = manager.createCache("heard", strings(livesFor(200)).addCacheEntryListenerConfiguration(synchronously(told)));
        fill(silent, 1_000);
        fill(heard, 1_000);
        awaitDropped(2_000);
        await("all events", () -> told.expired.get() == 1_000);
        for (Cache<String, String> cache : List.of(silent, heard)) {
            assertEquals(CacheFixture.counts(0, 0, 1_000, 0), CacheFixture.counts(cache));
            assertEquals(0, CacheFixture.statistics(cache).getCacheEvictions());
            assertNull(cache.get("k1"));
            assertFalse(cache.remove("k2"));
            assertEquals(CacheFixture.counts(0, 1, 1_000, 0), CacheFixture.counts(cache));
            assertEquals(0, CacheFixture.statistics(cache).getCacheEvictions());
        }
        assertEquals(0, manager.storeFigures().evictions());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryComesBackWithoutATouch(boolean listened) throws InterruptedException {
        int entries = 100_000;
        Biography<String, String> told = new Biography<>();
        var configuration = strings(livesFor(1_000));
        if (listened) {
            configuration.addCacheEntryListenerConfiguration(synchronously(told));
        }
        fill(manager.createCache("mortal", configuration), entries);
        // Some may have gone already where the machine is slow.
        await("live bytes fall to nothing", () -> manager.storeFigures().live() == 0);
        await("and the mappings go", () -> manager.storeFigures().records() == 0);
        await("and their blocks", () -> manager.storeFigures().dead() == 0);
        assertEquals(entries, manager.storeFigures().expirations());
        assertEquals(0, manager.storeFigures().evictions());
        if (listened) {
            await("all events", () -> told.expired.get() == entries);
            assertEquals(List.of(), List.copyOf(told.errors));
        }
    }
}
