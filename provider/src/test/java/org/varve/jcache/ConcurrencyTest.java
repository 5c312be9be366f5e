package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConcurrencyTest extends CacheFixture {
    private interface Load {
        String load(String key) throws Exception;
    }

    private static CacheLoader<String, String> loader(Load load) {
        return new CacheLoader<>() {
            @Override
            public String load(String key) {
                try {
                    return load.load(key);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static Thread start(Queue<Throwable> failures, Runnable work) {
        Thread thread = newThread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    /** A virtual thread where the JDK has them. */
    private static Thread newThread(Runnable work) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (Thread) Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class)
                    .invoke(builder, work);
        } catch (ReflectiveOperationException e) {
            return new Thread(work);
        }
    }

    @Test
    void aSlowLoaderDelaysItsKeyOnly() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Cache<String, String> cache = manager.createCache("slow", strings().setReadThrough(true)
                .setCacheLoaderFactory(of(loader(key -> {
                    if (key.equals("slow")) {
                        loading.countDown();
                        release.await();
                    }
                    return "loaded " + key;
                }))));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<String> got = new ArrayList<>();
        Thread slow = start(failures, () -> got.add(cache.get("slow")));
        assertTrue(loading.await(30, TimeUnit.SECONDS));
        for (int i = 0; i < 5_000; i++) {
            String key = "k" + i;
            assertEquals("loaded " + key, cache.get(key));
            cache.put(key, "put");
            cache.invoke(key, (entry, arguments) -> entry.getValue());
        }
        Thread sameKey = start(failures, () -> cache.put("slow", "newer"));
        sameKey.join(50);
        assertTrue(sameKey.isAlive(), "a put waits for the load of its key");
        release.countDown();
        slow.join();
        sameKey.join();
        assertTrue(failures.isEmpty(), failures::toString);
        assertEquals(List.of("loaded slow"), got);
        assertEquals("newer", cache.get("slow"), "the loader's value does not overwrite the put");
    }

    @Test
    void aKeyIsLoadedOnceForAllThatWaitForIt() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        Cache<String, String> cache = manager.createCache("once", strings().setReadThrough(true)
                .setCacheLoaderFactory(of(loader(key -> {
                    loads.incrementAndGet();
                    Thread.sleep(50);
                    return "v";
                }))));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(start(failures, () -> assertEquals("v", cache.get("k"))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(failures.isEmpty(), failures::toString);
        assertEquals(1, loads.get());
    }

    @Test
    void aCycleOfKeysIsOneExceptionAndNotADeadlock() throws Exception {
        Cache<String, String> cache = manager.createCache("cycle", strings());
        for (int round = 0; round < 50; round++) {
            cache.clear();
            Queue<Throwable> failures = runInACircle(cache);
            assertEquals(1, failures.size(), failures::toString);
            Throwable cause = failures.peek().getCause();
            assertTrue(cause instanceof CacheException && cause.getMessage().contains("deadlock averted in cache 'cycle'"),
                    () -> String.valueOf(cause));
            assertTrue(cache.containsKey("a") != cache.containsKey("b"), "the other one went through");
        }
    }

    private static Queue<Throwable> runInACircle(Cache<String, String> cache) throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (String[] pair : new String[][] {{"a", "b"}, {"b", "a"}}) {
            threads.add(start(failures, () -> cache.invoke(pair[0], (entry, arguments) -> {
                try {
                    both.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                cache.put(pair[1], "from " + pair[0]);
                return null;
            })));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return failures;
    }

    @Test
    void compoundOperationsOfOneKeyDoNotLoseEachOther() throws Exception {
        Cache<String, Integer> cache = manager.createCache("sum", new MutableConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class));
        int threads = 6;
        int rounds = 2_000;
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int kind = t % 3;
            all.add(start(failures, () -> {
                for (int i = 0; i < rounds; i++) {
                    increment(cache, kind);
                }
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertTrue(failures.isEmpty(), failures::toString);
        assertEquals(threads * rounds, cache.get("n"));
    }

    private static void increment(Cache<String, Integer> cache, int kind) {
        if (kind == 0) {
            cache.invoke("n", (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return null;
            });
            return;
        }
        while (true) {
            Integer old = cache.get("n");
            if (old == null ? cache.putIfAbsent("n", 1) : cache.replace("n", old, old + 1)) {
                return;
            }
        }
    }

    @Test
    void eventsOfAKeyTellOneStory() throws Exception {
        List<String> broken = new ArrayList<>();
        Integer[] last = {0};
        CacheEntryUpdatedListener<String, Integer> listener = events -> events.forEach(event -> {
            if (!event.getOldValue().equals(last[0])) {
                broken.add(event.getOldValue() + " after " + last[0]);
            }
            last[0] = event.getValue();
        });
        Cache<String, Integer> cache = manager.createCache("story", new MutableConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class));
        cache.put("k", 0);
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(of(listener), null, true, true));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(start(failures, () -> {
                for (int i = 0; i < 2_000; i++) {
                    cache.put("k", next.incrementAndGet());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(failures.isEmpty(), failures::toString);
        assertEquals(List.of(), broken);
        assertEquals(last[0], cache.get("k"));
    }

    @Test
    void closingUnderLoadEndsOperationsWithIllegalState() throws Exception {
        Cache<Integer, String> cache = manager.createCache("closing", new MutableConfiguration<>());
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch running = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            threads.add(start(failures, () -> {
                for (int i = 0; ; i++) {
                    if (i == 1_000) {
                        running.countDown();
                    }
                    cache.put(i % 100, "v" + i);
                    cache.get(i % 100);
                    cache.invoke(i % 100, (entry, arguments) -> entry.exists());
                }
            }));
        }
        assertTrue(running.await(60, TimeUnit.SECONDS));
        manager.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(4, failures.size());
        failures.forEach(failure -> assertEquals("cache 'closing' is closed", failure.getMessage(), failure::toString));
        assertNull(provider.getCacheManager(manager.getURI(), null, manager.getProperties()).getCache("closing"));
    }

    /** Two lists that are equal and serialize differently. */
    private static List<Object> key(boolean linked) {
        return linked ? new LinkedList<>(List.of("key")) : new ArrayList<>(List.of("key"));
    }

    @Test
    void anIteratorsRemovalWaitsForAnOperationUnderAnotherEncodingOfTheKey() throws Exception {
        Cache<Object, Object> cache = manager.createCache("encodings", new MutableConfiguration<>());
        cache.put(key(false), 1);
        Iterator<Cache.Entry<Object, Object>> iterator = cache.iterator();
        iterator.next();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Thread processing = start(failures, () -> cache.invoke(key(true), (entry, arguments) -> {
            inside.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new EntryProcessorException(e);
            }
            entry.setValue((Integer) entry.getValue() + 1);
            return null;
        }));
        assertTrue(inside.await(30, TimeUnit.SECONDS));
        Thread removing = start(failures, iterator::remove);
        removing.join(200);
        assertTrue(removing.isAlive(), "a removal waits for the processor of its key");
        release.countDown();
        processing.join();
        removing.join();
        assertTrue(failures.isEmpty(), failures::toString);
        assertFalse(cache.containsKey(key(false)), "what was removed last is gone");
    }
}
