package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;

class ByValueTest extends CacheFixture {
    private static MutableConfiguration<Object, Object> objects() {
        return new MutableConfiguration<>();
    }

    private static ArrayList<String> list(String... elements) {
        return new ArrayList<>(List.of(elements));
    }

    @Test
    void valuesAreCopiedInAndOut() {
        Cache<Object, Object> cache = manager.createCache("copies", objects());
        ArrayList<String> in = list("a");
        cache.put("k", in);
        in.add("changed");
        assertEquals(list("a"), cache.get("k"));
        ((List<?>) cache.get("k")).clear();
        ((List<?>) cache.getAll(Set.of("k")).get("k")).clear();
        ((List<?>) cache.iterator().next().getValue()).clear();
        ((List<?>) cache.getAndPut("k", list("a"))).clear();
        cache.invoke("k", (entry, arguments) -> {
            ((List<?>) entry.getValue()).clear();
            return null;
        });
        assertEquals(list("a"), cache.get("k"));
        assertNotSame(cache.get("k"), cache.get("k"));
    }

    @Test
    void keysAreCopiedInAndOut() {
        Cache<Object, Object> cache = manager.createCache("keys", objects());
        ArrayList<String> key = list("a");
        cache.put(key, "v");
        key.add("changed");
        assertEquals("v", cache.get(list("a")));
        ((List<?>) cache.iterator().next().getKey()).clear();
        assertEquals("v", cache.get(list("a")));
    }

    @Test
    void eventsCarryCopies() {
        List<CacheEntryEvent<?, ?>> seen = new ArrayList<>();
        CacheEntryCreatedListener<Object, Object> first = events -> events.forEach(event -> {
            ((List<?>) event.getValue()).clear();
            ((List<?>) event.getKey()).clear();
        });
        CacheEntryCreatedListener<Object, Object> second = events -> events.forEach(seen::add);
        Cache<Object, Object> cache = manager.createCache("events", objects()
                .addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(of(first), null, false, true))
                .addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(of(second), null, false, true)));
        ArrayList<String> value = list("v");
        cache.put(list("k"), value);
        value.clear();
        assertEquals(list("v"), cache.get(list("k")));
        assertEquals(list("v"), seen.get(0).getValue());
        assertEquals(list("k"), seen.get(0).getKey());
    }

    @Test
    void loadedValuesAreCopied() {
        ArrayList<String> kept = list("v");
        Cache<Object, Object> cache = manager.createCache("loaded", objects().setReadThrough(true).setCacheLoaderFactory(
                of(new CacheLoader<Object, Object>() {
                    @Override
                    public Object load(Object key) {
                        return kept;
                    }

                    @Override
                    public Map<Object, Object> loadAll(Iterable<? extends Object> keys) {
                        Map<Object, Object> all = new HashMap<>();
                        keys.forEach(key -> all.put(key, kept));
                        return all;
                    }
                })));
        assertNotSame(kept, cache.get("a"));
        cache.getAll(Set.of("b", "c")).values().forEach(value -> assertNotSame(kept, value));
        kept.clear();
        assertEquals(list("v"), cache.get("a"));
        assertEquals(list("v"), cache.get("b"));
    }

    @Test
    void processorsShareNothingWithTheCache() {
        ArrayList<String> loadersOwn = list("loaded");
        Cache<Object, Object> cache = manager.createCache("processed", objects().setReadThrough(true)
                .setCacheLoaderFactory(of(new CacheLoader<Object, Object>() {
                    @Override
                    public Object load(Object key) {
                        return loadersOwn;
                    }

                    @Override
                    public Map<Object, Object> loadAll(Iterable<?> keys) {
                        return Map.of();
                    }
                })));
        cache.invoke("k", (entry, arguments) -> ((List<?>) entry.getValue()).remove(0));
        assertEquals(list("loaded"), loadersOwn);
        assertEquals(list("loaded"), cache.get("k"));

        cache.invoke("k", (entry, arguments) -> {
            ArrayList<String> set = list("set");
            entry.setValue(set);
            set.add("changed");
            assertThrows(CacheException.class, () -> entry.setValue(new Object()));
            return null;
        });
        assertEquals(list("set"), cache.get("k"));
    }

    @Test
    void equalKeysThatSerializeDifferentlyAreOneKey() {
        Cache<Object, Object> cache = manager.createCache("equal", objects());
        HashMap<String, Integer> hashed = new HashMap<>(Map.of("x", 1, "y", 2));
        TreeMap<String, Integer> sorted = new TreeMap<>(hashed);
        cache.put(hashed, "v");
        assertEquals("v", cache.get(sorted));
        cache.put(sorted, "w");
        assertEquals("w", cache.get(hashed));
        assertTrue(cache.remove(hashed));
        assertFalse(cache.iterator().hasNext());
    }

    @Test
    void valuesCompareByEqualsAndArraysByContent() {
        Cache<Object, Object> cache = manager.createCache("compared", objects());
        cache.put("k", new TreeMap<>(Map.of("x", 1)));
        assertFalse(cache.replace("k", new HashMap<>(Map.of("x", 2)), "no"));
        assertTrue(cache.replace("k", new HashMap<>(Map.of("x", 1)), "yes"));
        assertFalse(cache.remove("k", "no"));
        assertTrue(cache.remove("k", "yes"));
        cache.put("k", new byte[] {1, 2});
        assertFalse(cache.replace("k", new byte[] {1, 3}, "no"));
        assertTrue(cache.replace("k", new byte[] {1, 2}, "yes"));
        cache.put("k", 1);
        assertFalse(cache.remove("k", 1L), "an Integer is no Long");
    }

    @Test
    void whatCannotBeEncodedIsRefusedBeforeAnythingChanges() {
        RecordingWriter writer = new RecordingWriter();
        @SuppressWarnings({"unchecked", "rawtypes"})
        MutableConfiguration<Object, Object> configuration = objects().setWriteThrough(true)
                .setCacheWriterFactory((javax.cache.configuration.Factory) of(writer));
        Cache<Object, Object> cache = manager.createCache("refuses", configuration);
        cache.put("k", "v");
        writer.calls.clear();
        Object unserializable = new Object();
        CacheException e = assertThrows(CacheException.class, () -> cache.put("k", unserializable));
        assertTrue(e.getMessage().contains("cache 'refuses'"), e.getMessage());
        assertThrows(CacheException.class, () -> cache.putAll(Map.of("a", "1", "b", unserializable)));
        assertThrows(CacheException.class, () -> cache.replace("k", "v", unserializable));
        assertThrows(CacheException.class, () -> cache.get(unserializable));
        assertThrows(CacheException.class, () -> cache.invoke("k", (entry, arguments) -> {
            entry.setValue(unserializable);
            return null;
        }));
        assertEquals(List.of(), writer.calls);
        assertEquals("v", cache.get("k"));
        assertNull(cache.get("a"));
    }

    @Test
    void typesAreCheckedBeforeAnythingChanges() {
        Cache<String, String> typed = manager.createCache("typed", strings());
        @SuppressWarnings({"unchecked", "rawtypes"})
        Cache<Object, Object> raw = (Cache) typed;
        assertThrows(ClassCastException.class, () -> raw.put("k", 1));
        assertThrows(ClassCastException.class, () -> raw.put(1, "v"));
        assertThrows(ClassCastException.class, () -> raw.get(1));
        assertThrows(ClassCastException.class, () -> raw.putAll(Map.of("a", "1", "b", 2)));
        assertThrows(ClassCastException.class, () -> raw.putIfAbsent("k", 1));
        assertThrows(ClassCastException.class, () -> raw.replace("k", 1));
        assertThrows(ClassCastException.class, () -> raw.removeAll(Set.of(1)));
        assertFalse(typed.iterator().hasNext());
    }

    /** A value that uses the cache while it is being encoded and decoded. */
    private static final class Nested implements Serializable {
        private static final long serialVersionUID = 1L;
        private static Cache<Object, Object> cache;

        private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
            cache.put("nested", "written");
            out.defaultWriteObject();
        }

        private void readObject(java.io.ObjectInputStream in) throws java.io.IOException, ClassNotFoundException {
            assertEquals("written", cache.get("nested"));
            in.defaultReadObject();
        }
    }

    @Test
    void aValueMayUseTheCacheWhileItIsEncoded() {
        Cache<Object, Object> cache = manager.createCache("nested", objects());
        Nested.cache = cache;
        cache.put("k", new Nested());
        assertTrue(cache.get("k") instanceof Nested);
        assertEquals("written", cache.get("nested"));
        Nested.cache = null;
    }
}
