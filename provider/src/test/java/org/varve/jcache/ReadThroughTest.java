package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadThroughTest extends CacheFixture {
    /** Loads "loaded k" for k; nothing for keys that begin with "no"; throws for those that begin with "bad". */
    private final class Loader implements CacheLoader<String, String> {
        @Override
        public String load(String key) {
            log.add("load " + key);
            return value(key);
        }

        private String value(String key) {
            if (key.startsWith("bad")) {
                throw new IllegalStateException(key);
            }
            return key.startsWith("no") ? null : "loaded " + key;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Set<String> sorted = new TreeSet<>();
            keys.forEach(sorted::add);
            log.add("loadAll " + sorted);
            Map<String, String> loaded = new HashMap<>();
            sorted.forEach(key -> loaded.put(key, value(key)));
            loaded.put("not asked for", "ignored");
            return Collections.unmodifiableMap(loaded);
        }
    }

    private Cache<String, String> cache;

    @BeforeEach
    void create() {
        cache = manager.createCache("loaded", strings().setReadThrough(true).setCacheLoaderFactory(of(new Loader()))
                .addCacheEntryListenerConfiguration(recorder()));
    }

    private void loadAll(Set<String> keys, boolean replace) throws Exception {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, replace, done);
        done.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aLoadIsAMissAndACreationAndNoPut() {
        assertEquals("loaded k", cache.get("k"));
        assertEquals("loaded k", cache.get("k"));
        assertEquals(List.of("load k", "CREATED k loaded k"), log);
        assertEquals(counts(1, 1, 0, 0), counts(cache));
    }

    @Test
    void whatTheLoaderDoesNotHaveIsNotStored() {
        assertNull(cache.get("no"));
        assertNull(cache.get("no"));
        assertFalse(cache.containsKey("no"));
        assertEquals(List.of("load no", "load no"), log);
        assertEquals(counts(0, 2, 0, 0), counts(cache));
    }

    @Test
    void onlyGetsLoad() {
        assertFalse(cache.containsKey("k"));
        assertNull(cache.getAndPut("k", "v"));
        assertNull(cache.getAndRemove("l"));
        assertNull(cache.getAndReplace("l", "v"));
        assertFalse(cache.remove("l", "loaded l"));
        assertEquals(List.of("CREATED k v"), log);
    }

    @Test
    void getAllLoadsWhatIsMissingInOneCall() {
        cache.put("a", "1");
        log.clear();
        assertEquals(Map.of("a", "1", "b", "loaded b", "c", "loaded c"), cache.getAll(Set.of("a", "b", "c", "no")));
        assertEquals("loadAll [b, c, no]", log.get(0));
        assertEquals(counts(1, 3, 1, 0), counts(cache));
        assertFalse(cache.containsKey("not asked for"));
        assertEquals(Map.of("d", "loaded d"), cache.getAll(Set.of("d")));
        assertTrue(log.contains("load d"));
    }

    @Test
    void whatALoaderThrowsArrivesAsCacheLoaderException() {
        CacheLoaderException e = assertThrows(CacheLoaderException.class, () -> cache.get("bad"));
        assertInstanceOf(IllegalStateException.class, e.getCause());
        assertThrows(CacheLoaderException.class, () -> cache.getAll(Set.of("bad1", "bad2")));
        ExecutionException f = assertThrows(ExecutionException.class, () -> loadAll(Set.of("bad"), true));
        assertInstanceOf(CacheLoaderException.class, f.getCause());
        assertFalse(cache.containsKey("bad"));
    }

    @Test
    void loadAllReplacesOnlyWhereAsked() throws Exception {
        cache.put("a", "1");
        log.clear();
        loadAll(Set.of("a", "b", "no"), false);
        assertEquals(List.of("loadAll [b, no]", "CREATED b loaded b"), log);
        log.clear();
        loadAll(Set.of("a"), true);
        assertEquals(List.of("loadAll [a]", "UPDATED a loaded a old 1"), log);
        log.clear();
        loadAll(Set.of("a", "b"), false);
        loadAll(Set.of(), true);
        assertEquals(List.of(), log);
        assertEquals(counts(0, 0, 1, 0), counts(cache));
    }

    @Test
    void loadAllChecksItsArgumentsAtOnceAndNeedsNoListenerAndNoLoader() throws Exception {
        assertThrows(NullPointerException.class, () -> cache.loadAll(null, true, null));
        Set<String> withNull = new HashSet<>();
        withNull.add(null);
        assertThrows(NullPointerException.class, () -> cache.loadAll(withNull, true, null));
        cache.loadAll(Set.of("k"), true, null);
        loadAll(Set.of("k"), true);
        Cache<String, String> without = manager.createCache("without", strings());
        CompletionListenerFuture done = new CompletionListenerFuture();
        without.loadAll(Set.of("k"), true, done);
        assertTrue(done.isDone());
    }

    @Test
    void loadAllWorksWithoutReadThroughAndSurvivesItsListener() throws Exception {
        Cache<String, String> quiet = manager.createCache("quiet", strings().setCacheLoaderFactory(of(new Loader())));
        assertNull(quiet.get("k"));
        CompletionListenerFuture done = new CompletionListenerFuture();
        quiet.loadAll(Set.of("k"), false, new CompletionListener() {
            @Override
            public void onCompletion() {
                done.onCompletion();
                throw new IllegalStateException("expected in the log");
            }

            @Override
            public void onException(Exception e) {
                done.onException(e);
            }
        });
        done.get(30, TimeUnit.SECONDS);
        assertEquals("loaded k", quiet.get("k"));
    }

    @Test
    void aLoaderThatAsksForItsOwnKeyGetsAClearError() {
        Cache<?, ?>[] self = new Cache<?, ?>[1];
        Cache<String, String> mirror = manager.createCache("mirror", strings().setReadThrough(true).setCacheLoaderFactory(
                of(new CacheLoader<String, String>() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public String load(String key) {
                        Cache<String, String> cache = (Cache<String, String>) self[0];
                        return key.length() > 3 ? "end" : cache.get(key.equals("k") ? "k" : key + "'");
                    }

                    @Override
                    public Map<String, String> loadAll(Iterable<? extends String> keys) {
                        throw new UnsupportedOperationException();
                    }
                })));
        self[0] = mirror;
        CacheLoaderException e = assertThrows(CacheLoaderException.class, () -> mirror.get("k"));
        assertTrue(e.getMessage().contains("asked the cache for a key that it is loading: k"), e.getMessage());
        assertEquals("end", mirror.get("o"), "other keys may be asked for");
    }

    @Test
    void aLoadedValueOfTheWrongTypeIsRefused() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        CacheLoader<String, String> wrong = (CacheLoader) new CacheLoader<String, Object>() {
            @Override
            public Object load(String key) {
                return 1;
            }

            @Override
            public Map<String, Object> loadAll(Iterable<? extends String> keys) {
                return Map.of();
            }
        };
        Cache<String, String> typed =
                manager.createCache("typed", strings().setReadThrough(true).setCacheLoaderFactory(of(wrong)));
        assertThrows(ClassCastException.class, () -> typed.get("k"));
        assertFalse(typed.containsKey("k"));
    }

    @Test
    void aClosedCacheLoadsNothing() {
        cache.close();
        assertThrows(IllegalStateException.class, () -> cache.loadAll(Set.of("k"), true, null));
    }

    @Test
    void aLoaderThatPutsItsOwnKeyMakesACreationAndAnUpdate() {
        List<Cache<String, String>> self = new ArrayList<>();
        self.add(manager.createCache("primed", strings().setReadThrough(true)
                .setCacheLoaderFactory(of(new CacheLoader<String, String>() {
                    @Override
                    public String load(String key) {
                        self.get(0).put(key, "put");
                        return "loaded";
                    }

                    @Override
                    public Map<String, String> loadAll(Iterable<? extends String> keys) {
                        return Map.of();
                    }
                })).addCacheEntryListenerConfiguration(recorder())));
        assertEquals("loaded", self.get(0).get("k"));
        assertEquals(List.of("CREATED k put", "UPDATED k loaded old put"), log);
    }
}
