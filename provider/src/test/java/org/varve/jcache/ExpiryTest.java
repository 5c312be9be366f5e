package org.varve.jcache;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;

class ExpiryTest extends CacheFixture {
    private static final Duration TEN = new Duration(SECONDS, 10);

    private Cache<String, String> cache(Factory<? extends ExpiryPolicy> policy, boolean listen) {
        var configuration = strings().setExpiryPolicyFactory(policy);
        if (listen) {
            configuration.addCacheEntryListenerConfiguration(recorder());
        }
        return manager.createCache("expiry", configuration);
    }

    private void seconds(long seconds) {
        time.advance(seconds * 1000);
    }

    @Test
    void createdCountsFromCreationOnly() {
        Cache<String, String> cache = cache(CreatedExpiryPolicy.factoryOf(TEN), false);
        cache.put("k", "v");
        seconds(6);
        assertEquals("v", cache.get("k"));
        cache.put("k", "w");
        seconds(3);
        assertEquals("w", cache.get("k"));
        seconds(1);
        assertNull(cache.get("k"));
        assertFalse(cache.containsKey("k"));
        assertFalse(cache.iterator().hasNext());
    }

    @Test
    void modifiedStartsAnewAtUpdates() {
        Cache<String, String> cache = cache(ModifiedExpiryPolicy.factoryOf(TEN), false);
        cache.put("k", "v");
        seconds(6);
        cache.put("k", "w");
        seconds(6);
        assertEquals("w", cache.get("k"));
        seconds(4);
        assertNull(cache.get("k"));
    }

    @Test
    void accessedAndTouchedStartAnewAtReads() {
        for (Factory<ExpiryPolicy> policy
                : List.of(AccessedExpiryPolicy.factoryOf(TEN), TouchedExpiryPolicy.factoryOf(TEN))) {
            Cache<String, String> cache = cache(policy, false);
            cache.put("k", "v");
            seconds(6);
            assertEquals("v", cache.get("k"));
            seconds(6);
            assertEquals(Map.of("k", "v"), cache.getAll(Set.of("k")));
            seconds(6);
            assertEquals("v", cache.iterator().next().getValue());
            seconds(6);
            assertTrue(cache.containsKey("k"));
            seconds(4);
            assertNull(cache.get("k"), "containsKey is no access");
            manager.destroyCache("expiry");
        }
    }

    @Test
    void lookingAheadInAnIterationIsNoAccess() {
        Cache<String, String> cache = cache(AccessedExpiryPolicy.factoryOf(TEN), false);
        cache.put("k", "v");
        seconds(6);
        assertTrue(cache.iterator().hasNext());
        assertEquals(counts(0, 0, 1, 0), counts(cache));
        seconds(4);
        assertFalse(cache.containsKey("k"));
    }

    @Test
    void zeroForCreationStoresAndPublishesAndCountsNothingButWrites() {
        RecordingWriter writer = new RecordingWriter();
        Cache<String, String> cache = manager.createCache("zero", strings()
                .setExpiryPolicyFactory(of(policy(Duration.ZERO, null, null)))
                .setWriteThrough(true).setCacheWriterFactory(of(writer)).addCacheEntryListenerConfiguration(recorder()));
        cache.put("a", "1");
        cache.putAll(Map.of("b", "2"));
        assertNull(cache.getAndPut("c", "3"));
        assertFalse(cache.putIfAbsent("d", "4"));
        assertEquals(List.of("write a=1", "writeAll [b=2]", "write c=3", "write d=4"), writer.calls);
        assertEquals(List.of(), log);
        assertEquals(counts(0, 2, 0, 0), counts(cache));
        assertFalse(cache.iterator().hasNext());
    }

    @Test
    void zeroForUpdatePublishesAndCountsAndExpiresAtOnce() {
        Cache<String, String> cache = cache(of(policy(Duration.ETERNAL, null, Duration.ZERO)), true);
        cache.put("k", "v");
        cache.put("k", "w");
        assertEquals(List.of("CREATED k v", "UPDATED k w old v"), logged(2).subList(0, 2));
        assertEquals(counts(0, 0, 2, 0), counts(cache));
        assertFalse(cache.containsKey("k"));
        assertNull(cache.get("k"));
        assertEquals("EXPIRED k w old w", logged(3).get(2));
        cache.put("k", "x");
        assertEquals("CREATED k x", logged(4).get(3));
    }

    @Test
    void zeroForAccessIsTheLastRead() {
        Cache<String, String> cache = cache(of(policy(Duration.ETERNAL, Duration.ZERO, null)), false);
        cache.put("k", "v");
        assertEquals("v", cache.get("k"));
        assertNull(cache.get("k"));
        assertEquals(counts(1, 1, 1, 0), counts(cache));
    }

    @Test
    void nullKeepsTheTime() {
        Cache<String, String> cache = cache(of(policy(TEN, null, null)), false);
        cache.put("k", "v");
        seconds(5);
        cache.get("k");
        cache.put("k", "w");
        cache.replace("k", "x");
        seconds(4);
        assertEquals("x", cache.get("k"));
        seconds(1);
        assertNull(cache.get("k"));
    }

    @Test
    void aPolicyThatThrowsBreaksNothing() {
        Cache<String, String> cache = cache(of(new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                throw new IllegalStateException("creation");
            }

            @Override
            public Duration getExpiryForAccess() {
                throw new IllegalStateException("access");
            }

            @Override
            public Duration getExpiryForUpdate() {
                throw new AssertionError("update");
            }
        }), false);
        cache.put("k", "v");
        assertEquals("v", cache.get("k"));
        cache.put("k", "w");
        seconds(1_000_000);
        assertEquals("w", cache.get("k"));
    }

    @Test
    void durationsThatOverflowAreForever() {
        for (Duration huge : List.of(new Duration(DAYS, Long.MAX_VALUE), new Duration(SECONDS, Long.MAX_VALUE / 1000))) {
            Cache<String, String> cache = cache(CreatedExpiryPolicy.factoryOf(huge), false);
            cache.put("k", "v");
            seconds(1_000_000_000);
            assertEquals("v", cache.get("k"));
            manager.destroyCache("expiry");
        }
    }

    @Test
    void everyOperationThatMeetsAnExpiredEntryTellsOnceAndTreatsItAsAbsent() {
        Cache<String, String> cache = cache(CreatedExpiryPolicy.factoryOf(TEN), true);
        List<Runnable> meetings = new ArrayList<>();
        meetings.add(() -> assertNull(cache.get("k")));
        meetings.add(() -> assertFalse(cache.remove("k")));
        meetings.add(() -> assertFalse(cache.remove("k", "v")));
        meetings.add(() -> assertFalse(cache.replace("k", "w")));
        meetings.add(() -> assertFalse(cache.replace("k", "v", "w")));
        meetings.add(() -> assertNull(cache.getAndRemove("k")));
        meetings.add(() -> assertNull(cache.getAndReplace("k", "w")));
        meetings.add(() -> assertEquals(Map.of(), cache.getAll(Set.of("k"))));
        meetings.add(() -> assertFalse(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists())));
        meetings.add(cache::removeAll);
        for (Runnable meeting : meetings) {
            cache.put("k", "v");
            seconds(10);
            meeting.run();
            meeting.run();
            assertEquals(List.of("CREATED k v", "EXPIRED k v old v"), logged(2));
            log.clear();
        }
        assertEquals(0, statistics(cache).getCacheRemovals());
    }
}
