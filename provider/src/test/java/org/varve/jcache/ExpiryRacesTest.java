package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** Operations and the store meet at the same expired mappings: each has one end, told once and in its place. */
class ExpiryRacesTest extends RealTimeFixture {
    private static final int THREADS = 4;
    private static final int KEYS = 500;

    /** Whose bytes do not identify it: equal ones are encoded differently. */
    private record Name(int number, String note) implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean equals(Object other) {
            return other instanceof Name name && name.number == number;
        }

        @Override
        public int hashCode() {
            return number / 2;
        }
    }

    private static <K> void operate(Cache<K, String> cache, Random random, IntFunction<K> keys, int operations) {
        for (int i = 0; i < operations; i++) {
            K key = keys.apply(random.nextInt(KEYS));
            String value = "v" + random.nextInt();
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> cache.put(key, value);
                case 3 -> cache.remove(key);
                case 4 -> cache.getAndPut(key, value);
                case 5 -> cache.putIfAbsent(key, value);
                case 6 -> cache.replace(key, value);
                case 7 -> cache.invoke(key, (entry, arguments) -> {
                    entry.setValue(entry.exists() ? entry.getValue() + "'" : value);
                    return null;
                });
                case 8 -> cache.putAll(Map.of(key, value));
                case 9 -> cache.removeAll(Set.of(key));
                default -> cache.get(key);
            }
        }
    }

    private <K> void race(Cache<K, String> cache, Biography<K, String> told, IntFunction<K> keys, int operations) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(t);
            threads.add(new Thread(() -> operate(cache, random, keys, operations)));
        }
        for (Thread thread : threads) {
            thread.setUncaughtExceptionHandler((each, e) -> failure.set(e));
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(null, failure.get());
        await("the last go", () -> told.created.get() <= told.removed.get() + told.expired.get());
        pause();
        assertEquals(List.of(), List.copyOf(told.errors).subList(0, Math.min(10, told.errors.size())));
        assertEquals(told.created.get(), told.removed.get() + told.expired.get());
        assertEquals(Map.of(), told.copy);
        long byStore = manager.storeFigures().expirations();
        // Who meets how many depends on the machine; who is the only one to tell of each does not.
        assertTrue(byStore > 0 && told.expired.get() >= 100, byStore + " of " + told.expired + " by the store");
        assertEquals(0, manager.storeFigures().evictions());
    }

    @Test
    void everyMappingHasOneEnd() throws InterruptedException {
        Biography<String, String> told = new Biography<>();
        Cache<String, String> cache = manager.createCache("race", strings(livesFor(60)).addCacheEntryListenerConfiguration(synchronously(told)));
        race(cache, told, i -> "k" + i, 150_000);
    }

    @Test
    void everyMappingHasOneEndWhereBytesDoNotIdentifyKeys() throws InterruptedException {
        Biography<Name, String> told = new Biography<>();
        Cache<Name, String> cache = manager.createCache("names", new MutableConfiguration<Name, String>().setExpiryPolicyFactory(livesFor(60))
                .addCacheEntryListenerConfiguration(synchronously(told)));
        Random random = new Random();
        race(cache, told, i -> new Name(i, "note" + random.nextInt(3)), 15_000);
    }

    /** Its calls last until the store has dropped the entry that the operation has seen alive. */
    final class SlowWriter extends PlainWriter {
        private volatile long until;

        @Override
        void called() {
            awaitQuietly(until);
        }
    }

    private Cache<String, String> written(SlowWriter writer, List<String> log) {
        return manager.createCache("written", strings(livesFor(300)).setWriteThrough(true).setCacheWriterFactory(CacheFixture.of(writer))
                .addCacheEntryListenerConfiguration(synchronously(new CacheFixture.Recorder<String, String>(log))));
    }

    @Test
    void whatExpiresWhileItIsUpdatedExpiresAndIsCreatedAnew() throws InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        SlowWriter writer = new SlowWriter();
        Cache<String, String> cache = written(writer, log);
        cache.put("k", "1");
        writer.until = 1;
        cache.put("k", "2");
        assertEquals(List.of("CREATED k 1", "EXPIRED k 1 old 1", "CREATED k 2"), List.copyOf(log).subList(0, 3));
        assertEquals(CacheFixture.counts(0, 0, 2, 0), CacheFixture.counts(cache));
    }

    @Test
    void whatExpiresWhileItIsRemovedHasExpired() throws InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        SlowWriter writer = new SlowWriter();
        Cache<String, String> cache = written(writer, log);
        cache.put("k", "1");
        writer.until = 1;
        assertTrue(cache.remove("k"), "it was there when the removal began");
        pause();
        assertEquals(List.of("CREATED k 1", "EXPIRED k 1 old 1"), List.copyOf(log));
    }

    /** An operation that is about to remove an expired entry finds that the store was faster: one of them tells, not both. */
    @Test
    void whatTheStoreTakesFromAnOperationIsToldOnce() throws InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Cache<String, String> cache = manager.createCache("both", strings(livesFor(1_000))
                .addCacheEntryListenerConfiguration(synchronously(new CacheFixture.Recorder<String, String>(log))));
        AtomicBoolean met = new AtomicBoolean();
        int rounds = 0;
        while (!met.get() && rounds++ < 50) {
            log.clear();
            cache.put("k", "v");
            // Not later: between the two readings below the store may have dropped it already.
            long before = manager.storeFigures().expirations();
            time.putForward(10_000);
            // The first reading judges the entry, the second is the operation's own, and then the entry would go. Where the store was faster
            // than the first there is no second.
            time.atReading(2, () -> {
                awaitQuietly(before + 1);
                met.set(true);
            });
            cache.getAndRemove("k");
            pause();
            assertEquals(List.of("CREATED k v", "EXPIRED k v old v"), List.copyOf(log));
        }
        assertTrue(met.get(), "no operation met the entry before the store");
    }

    private void awaitQuietly(long dropped) {
        try {
            awaitDropped(dropped);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMissComesAfterTheEventThatExplainsIt() throws InterruptedException {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Cache<String, String> cache = manager.createCache("miss", strings(livesFor(100))
                .addCacheEntryListenerConfiguration(synchronously(new CacheFixture.Recorder<String, String>(log))));
        for (int round = 0; round < 20; round++) {
            log.clear();
            cache.put("k", "v");
            while (cache.get("k") != null) {
                Thread.onSpinWait();
            }
            assertEquals(List.of("CREATED k v", "EXPIRED k v old v"), List.copyOf(log));
        }
    }
}
