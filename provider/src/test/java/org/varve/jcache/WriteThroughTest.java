package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteThroughTest extends CacheFixture {
    private final RecordingWriter writer = new RecordingWriter();
    private Cache<String, String> cache;

    @BeforeEach
    void create() {
        cache = manager.createCache("written", strings().setWriteThrough(true).setCacheWriterFactory(of(writer))
                .addCacheEntryListenerConfiguration(recorder()));
    }

    @Test
    void aWriterThatThrowsLeavesCacheEventsAndStatisticsAsTheyWere() {
        cache.put("k", "v");
        List<Long> before = counts(cache);
        log.clear();
        writer.refused.add("k");
        writer.refused.add("new");
        List<Runnable> attempts = new ArrayList<>();
        attempts.add(() -> cache.put("k", "w"));
        attempts.add(() -> cache.put("new", "w"));
        attempts.add(() -> cache.getAndPut("k", "w"));
        attempts.add(() -> cache.putIfAbsent("new", "w"));
        attempts.add(() -> cache.replace("k", "w"));
        attempts.add(() -> cache.replace("k", "v", "w"));
        attempts.add(() -> cache.getAndReplace("k", "w"));
        attempts.add(() -> cache.remove("k"));
        attempts.add(() -> cache.remove("k", "v"));
        attempts.add(() -> cache.getAndRemove("k"));
        for (Runnable attempt : attempts) {
            CacheWriterException e = assertThrows(CacheWriterException.class, attempt::run);
            assertInstanceOf(IllegalArgumentException.class, e.getCause());
        }
        assertEquals(before, counts(cache));
        assertEquals(List.of(), log);
        assertEquals("v", cache.get("k"));
        assertFalse(cache.containsKey("new"));
    }

    @Test
    void aRefusedIteratorRemovalRemovesNothing() {
        cache.put("k", "v");
        writer.refused.add("k");
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        iterator.next();
        assertThrows(CacheWriterException.class, iterator::remove);
        assertTrue(cache.containsKey("k"));
        writer.refused.clear();
        iterator.remove();
        assertFalse(cache.containsKey("k"));
    }

    @Test
    void putAllStoresWhatWasWritten() {
        writer.refused.add("b");
        assertThrows(CacheWriterException.class, () -> cache.putAll(Map.of("a", "1", "b", "2", "c", "3")));
        assertEquals("1", cache.get("a"));
        assertNull(cache.get("b"));
        assertEquals("3", cache.get("c"));
        assertEquals(List.of("writeAll [a=1, b=2, c=3]"), writer.calls);
        assertEquals(Set.of("CREATED a 1", "CREATED c 3"), Set.copyOf(log));
        assertEquals(2, statistics(cache).getCachePuts());
    }

    @Test
    void removeAllRemovesWhatWasDeleted() {
        cache.putAll(Map.of("a", "1", "b", "2", "c", "3"));
        log.clear();
        writer.calls.clear();
        writer.refused.add("b");
        assertThrows(CacheWriterException.class, () -> cache.removeAll(Set.of("a", "b", "gone")));
        assertEquals(List.of("deleteAll [a, b, gone]"), writer.calls);
        assertEquals(List.of("REMOVED a 1 old 1"), log);
        assertEquals(1, statistics(cache).getCacheRemovals());
        assertThrows(CacheWriterException.class, () -> cache.removeAll());
        assertEquals("deleteAll [b, c]", writer.calls.get(1));
        assertTrue(cache.containsKey("b"));
        assertFalse(cache.containsKey("c"));
    }

    @Test
    void removeAllOfAnEmptyCacheDoesNotCallTheWriter() {
        cache.removeAll();
        cache.removeAll(Set.of());
        cache.putAll(Map.of());
        cache.clear();
        assertEquals(List.of(), writer.calls);
    }

    /** Few enough that the store leaves them where they are until somebody meets them. */
    @Test
    void removeAllTellsOfTheExpiredAndRemovesTheOthersWhateverAListenerThrows() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        CacheEntryExpiredListener<String, String> failing = events -> {
            events.forEach(event -> told.add(event.getKey()));
            throw new CacheEntryListenerException("as expected");
        };
        Cache<String, String> expiring = manager.createCache("expiring", strings().setWriteThrough(true).setCacheWriterFactory(of(writer))
                .setExpiryPolicyFactory(of(policy(Duration.ETERNAL, Duration.ZERO, null)))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(of(failing), null, true, true)));
        for (int i = 0; i < 50; i++) {
            expiring.put("k" + i, "v");
        }
        assertEquals("v", expiring.get("k7"), "for the last time");
        writer.calls.clear();
        assertThrows(CacheEntryListenerException.class, expiring::removeAll);
        assertEquals(List.of("k7"), told);
        assertFalse(expiring.iterator().hasNext());
        assertEquals(49, counts(expiring).get(3));
        assertEquals(1, writer.calls.size());
        assertFalse(writer.calls.get(0).contains("k7,"), writer.calls.toString());
    }

    @Test
    void deletingWhatIsNotThereIsStillWritten() {
        assertFalse(cache.remove("k"));
        assertNull(cache.getAndRemove("k"));
        assertFalse(cache.remove("k", "v"));
        assertFalse(cache.replace("k", "v"));
        assertEquals(List.of("delete k", "delete k"), writer.calls);
    }

    @Test
    void aWriterThatReturnsHasWrittenEverythingWhateverItLeavesInTheCollection() {
        Cache<String, String> lazy = manager.createCache("lazy", strings().setWriteThrough(true)
                .setCacheWriterFactory(of(new CacheWriter<String, String>() {
                    @Override
                    public void write(Cache.Entry<? extends String, ? extends String> entry) {
                    }

                    @Override
                    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
                    }

                    @Override
                    public void delete(Object key) {
                    }

                    @Override
                    public void deleteAll(Collection<?> keys) {
                    }
                })));
        lazy.putAll(Map.of("a", "1", "b", "2"));
        assertTrue(lazy.containsKey("a") && lazy.containsKey("b"));
        lazy.removeAll(Set.of("a"));
        assertFalse(lazy.containsKey("a"));
    }
}
