package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.Test;

class EventsTest extends CacheFixture {
    private Cache<String, String> listenedTo() {
        return manager.createCache("events", strings().addCacheEntryListenerConfiguration(recorder()));
    }

    @Test
    void everyMutationMakesItsEvent() {
        Cache<String, String> cache = listenedTo();
        cache.put("k", "1");
        cache.put("k", "2");
        cache.getAndPut("k", "3");
        cache.putIfAbsent("k", "no");
        cache.putIfAbsent("l", "1");
        cache.replace("k", "4");
        cache.replace("k", "no", "no");
        cache.replace("k", "4", "5");
        cache.getAndReplace("k", "6");
        cache.remove("k", "no");
        cache.remove("k", "6");
        cache.getAndRemove("l");
        cache.remove("gone");
        cache.putAll(Map.of("m", "1"));
        cache.removeAll(Set.of("m", "gone"));
        cache.put("n", "1");
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        iterator.next();
        iterator.remove();
        assertEquals(List.of("CREATED k 1", "UPDATED k 2 old 1", "UPDATED k 3 old 2", "CREATED l 1", "UPDATED k 4 old 3",
                "UPDATED k 5 old 4", "UPDATED k 6 old 5", "REMOVED k 6 old 6", "REMOVED l 1 old 1", "CREATED m 1",
                "REMOVED m 1 old 1", "CREATED n 1", "REMOVED n 1 old 1"), log);
    }

    @Test
    void clearIsSilentAndRemoveAllIsNot() {
        Cache<String, String> cache = listenedTo();
        cache.putAll(Map.of("a", "1", "b", "2"));
        log.clear();
        cache.clear();
        assertEquals(List.of(), log);
        assertEquals(0, statistics(cache).getCacheRemovals());
        cache.putAll(Map.of("a", "1", "b", "2"));
        log.clear();
        cache.removeAll();
        assertEquals(Set.of("REMOVED a 1 old 1", "REMOVED b 2 old 2"), Set.copyOf(log));
        assertEquals(2, statistics(cache).getCacheRemovals());
    }

    @Test
    void oldValuesAreShownToThoseWhoAskedOnly() {
        List<String> without = new ArrayList<>();
        Cache<String, String> cache = listenedTo();
        cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(of(new Recorder<>(without)), null, false, true));
        cache.put("k", "1");
        cache.put("k", "2");
        cache.remove("k");
        assertEquals(List.of("CREATED k 1", "UPDATED k 2 old 1", "REMOVED k 2 old 2"), log);
        assertEquals(List.of("CREATED k 1", "UPDATED k 2", "REMOVED k null"), without);
    }

    @Test
    void filtersDecide() {
        CacheEntryEventFilter<String, String> filter = event -> event.getKey().startsWith("a");
        Cache<String, String> cache = manager.createCache("filtered", strings().addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(of(new Recorder<>(log)), of(filter), true, true)));
        cache.put("a1", "1");
        cache.put("b1", "1");
        cache.remove("b1");
        cache.remove("a1");
        assertEquals(List.of("CREATED a1 1", "REMOVED a1 1 old 1"), log);
    }

    @Test
    void listenersComeAndGoAtRunTime() {
        Cache<String, String> cache = manager.createCache("late", strings());
        cache.put("k", "0");
        MutableCacheEntryListenerConfiguration<String, String> configuration = recorder();
        cache.registerCacheEntryListener(configuration);
        assertThrows(IllegalArgumentException.class, () -> cache.registerCacheEntryListener(configuration));
        assertTrue(complete(cache).getCacheEntryListenerConfigurations().iterator().hasNext());
        cache.put("k", "1");
        cache.deregisterCacheEntryListener(configuration);
        cache.deregisterCacheEntryListener(configuration);
        assertFalse(complete(cache).getCacheEntryListenerConfigurations().iterator().hasNext());
        cache.put("k", "2");
        assertEquals(List.of("UPDATED k 1 old 0"), log);
    }

    @Test
    void aListenerThatThrowsComesToTheCallerAfterTheChangeAndAfterTheOtherListeners() {
        CacheEntryCreatedListener<String, String> broken = events -> {
            throw new UnsupportedOperationException("broken");
        };
        Cache<String, String> cache = manager.createCache("broken", strings());
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(of(broken), null, false, true));
        cache.registerCacheEntryListener(recorder());
        CacheEntryListenerException e = assertThrows(CacheEntryListenerException.class, () -> cache.put("k", "1"));
        assertInstanceOf(UnsupportedOperationException.class, e.getCause());
        assertEquals("1", cache.get("k"));
        assertEquals(List.of("CREATED k 1"), log);
        assertEquals(1, statistics(cache).getCachePuts());
        assertThrows(CacheEntryListenerException.class, () -> cache.putAll(Map.of("a", "1", "b", "2")));
        assertTrue(cache.containsKey("a") && cache.containsKey("b"));
    }

    @Test
    void aListenerMayUseTheCacheEvenWithTheSameKey() {
        Cache<String, String> cache = manager.createCache("reentrant", strings());
        CacheEntryCreatedListener<String, String> listener = events -> events.forEach(event -> {
            log.add("sees " + cache.get(event.getKey()));
            cache.put(event.getKey(), "changed");
            if (!event.getKey().endsWith("'")) {
                cache.put(event.getKey() + "'", "more");
            }
        });
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(of(listener), null, false, true));
        cache.put("k", "1");
        assertEquals(List.of("sees 1", "sees more"), log);
        assertEquals("changed", cache.get("k"));
        assertEquals("changed", cache.get("k'"));
    }

    @Test
    void asynchronousEventsOfAKeyArriveInOrderOffTheCallersThread() throws InterruptedException {
        int keys = 8;
        int updates = 500;
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger onCaller = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(keys * updates);
        Set<Thread> callers = java.util.concurrent.ConcurrentHashMap.newKeySet();
        CacheEntryUpdatedListener<Integer, Integer> listener = events -> events.forEach(event -> {
            seen.add(event.getKey() + ":" + event.getValue());
            if (callers.contains(Thread.currentThread())) {
                onCaller.incrementAndGet();
            }
            all.countDown();
        });
        Cache<Integer, Integer> cache = manager.createCache("async", new MutableConfiguration<Integer, Integer>()
                .addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(of(listener), null, false, false)));
        List<Thread> threads = new ArrayList<>();
        for (int k = 0; k < keys; k++) {
            int key = k;
            Thread thread = new Thread(() -> {
                for (int i = 0; i <= updates; i++) {
                    cache.put(key, i);
                }
            });
            callers.add(thread);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(all.await(30, TimeUnit.SECONDS));
        assertEquals(0, onCaller.get());
        for (int k = 0; k < keys; k++) {
            String prefix = k + ":";
            List<String> ofKey = seen.stream().filter(text -> text.startsWith(prefix)).toList();
            for (int i = 0; i < updates; i++) {
                assertEquals(prefix + (i + 1), ofKey.get(i));
            }
        }
    }

    @Test
    void aFailingAsynchronousListenerStopsNothing() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        CacheEntryCreatedListener<String, String> listener = events -> {
            if (events.iterator().next().getKey().equals("a")) {
                throw new IllegalStateException("expected in the log");
            }
            second.countDown();
        };
        Cache<String, String> cache = manager.createCache("async", strings().addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(of(listener), null, false, false)));
        cache.put("a", "1");
        cache.put("b", "1");
        assertTrue(second.await(30, TimeUnit.SECONDS));
    }

    @Test
    void closingTheCacheStopsDelivery() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger delivered = new AtomicInteger();
        CacheEntryCreatedListener<String, String> listener = events -> {
            delivered.incrementAndGet();
            first.countDown();
            try {
                go.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Cache<String, String> cache = manager.createCache("closing", strings().addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(of(listener), null, false, false)));
        cache.put("a", "1");
        cache.put("b", "1");
        assertTrue(first.await(30, TimeUnit.SECONDS));
        cache.close();
        go.countDown();
        Thread.sleep(100);
        assertEquals(1, delivered.get());
    }

    @Test
    void eventsKnowTheirCacheAndUnwrap() {
        Cache<String, String> cache = manager.createCache("source", strings());
        List<Object> seen = new ArrayList<>();
        CacheEntryCreatedListener<String, String> listener = events -> events.forEach(event -> {
            seen.add(event.getSource());
            seen.add(event.unwrap(event.getClass()));
            assertNull(event.getOldValue());
            assertFalse(event.isOldValueAvailable());
            assertThrows(IllegalArgumentException.class, () -> event.unwrap(Thread.class));
        });
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(of(listener), null, true, true));
        cache.put("k", "v");
        assertSame(cache, seen.get(0));
        assertEquals(2, seen.size());
    }
}
