package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.varve.config.StoreSettings;
import org.varve.jcache.internal.VarveEntry;

class LifecycleTest extends CacheFixture {
    private Cache<String, String> create(String name) {
        return manager.createCache(name, strings());
    }

    private static List<Runnable> operations(Cache<String, String> cache) {
        List<Runnable> all = new ArrayList<>();
        all.add(() -> cache.get("k"));
        all.add(() -> cache.getAll(Set.of("k")));
        all.add(() -> cache.containsKey("k"));
        all.add(() -> cache.loadAll(Set.of("k"), true, null));
        all.add(() -> cache.put("k", "v"));
        all.add(() -> cache.getAndPut("k", "v"));
        all.add(() -> cache.putAll(Map.of("k", "v")));
        all.add(() -> cache.putIfAbsent("k", "v"));
        all.add(() -> cache.remove("k"));
        all.add(() -> cache.remove("k", "v"));
        all.add(() -> cache.getAndRemove("k"));
        all.add(() -> cache.replace("k", "v"));
        all.add(() -> cache.replace("k", "v", "w"));
        all.add(() -> cache.getAndReplace("k", "v"));
        all.add(() -> cache.removeAll(Set.of("k")));
        all.add(cache::removeAll);
        all.add(cache::clear);
        all.add(() -> cache.invoke("k", (entry, arguments) -> null));
        all.add(() -> cache.invokeAll(Set.of("k"), (entry, arguments) -> null));
        all.add(cache::iterator);
        return all;
    }

    @Test
    void aClosedCacheRefusesEverything() {
        Cache<String, String> cache = create("c");
        cache.put("k", "v");
        cache.put("l", "v");
        Iterator<Cache.Entry<String, String>> open = cache.iterator();
        open.next();
        cache.close();
        cache.close();
        assertTrue(cache.isClosed());
        for (Runnable operation : operations(cache)) {
            IllegalStateException e = assertThrows(IllegalStateException.class, operation::run);
            assertEquals("cache 'c' is closed", e.getMessage());
        }
        assertThrows(IllegalStateException.class, open::next);
        assertThrows(IllegalStateException.class, open::remove);
        assertNull(manager.getCache("c"));
        assertEquals("c", cache.getName());
        assertFalse(create("c").containsKey("k"), "its entries went with it");
    }

    @Test
    void closingTheManagerClosesTheCaches() {
        Cache<String, String> cache = create("c");
        URI uri = manager.getURI();
        manager.close();
        manager.close();
        assertTrue(cache.isClosed() && manager.isClosed());
        operations(cache).forEach(operation -> assertThrows(IllegalStateException.class, operation::run));
        assertThrows(IllegalStateException.class, () -> create("d"));
        assertThrows(IllegalStateException.class, () -> manager.getCacheNames());
        assertThrows(IllegalStateException.class, () -> manager.getCache("c"));
        assertThrows(IllegalStateException.class, () -> manager.destroyCache("c"));
        assertThrows(IllegalStateException.class, () -> manager.enableStatistics("c", true));
        CacheManager next = provider.getCacheManager(uri, null, manager.getProperties());
        assertNotSame(manager, next);
        assertNull(next.getCache("c"));
    }

    @Test
    void nullsAreRefusedBeforeAnythingElse() {
        Cache<String, String> cache = create("nulls");
        List<Runnable> all = new ArrayList<>();
        all.add(() -> cache.get(null));
        all.add(() -> cache.getAll(null));
        all.add(() -> cache.containsKey(null));
        all.add(() -> cache.put(null, "v"));
        all.add(() -> cache.put("k", null));
        all.add(() -> cache.getAndPut(null, "v"));
        all.add(() -> cache.getAndPut("k", null));
        all.add(() -> cache.putIfAbsent(null, "v"));
        all.add(() -> cache.putIfAbsent("k", null));
        all.add(() -> cache.remove(null));
        all.add(() -> cache.remove("k", null));
        all.add(() -> cache.remove(null, "v"));
        all.add(() -> cache.getAndRemove(null));
        all.add(() -> cache.replace("k", null));
        all.add(() -> cache.replace("k", null, "v"));
        all.add(() -> cache.replace("k", "v", null));
        all.add(() -> cache.getAndReplace("k", null));
        all.add(() -> cache.removeAll(null));
        all.add(() -> cache.putAll(null));
        all.add(() -> cache.invoke(null, (entry, arguments) -> null));
        all.add(() -> cache.invoke("k", null));
        all.add(() -> cache.invokeAll(null, (entry, arguments) -> null));
        all.add(() -> cache.registerCacheEntryListener(null));
        all.add(() -> cache.deregisterCacheEntryListener(null));
        Map<String, String> nullKey = new HashMap<>(Map.of("a", "1"));
        nullKey.put(null, "v");
        all.add(() -> cache.putAll(nullKey));
        Map<String, String> nullValue = new HashMap<>(Map.of("a", "1"));
        nullValue.put("b", null);
        all.add(() -> cache.putAll(nullValue));
        Set<String> nullElement = new HashSet<>();
        nullElement.add(null);
        all.add(() -> cache.getAll(nullElement));
        all.add(() -> cache.removeAll(nullElement));
        all.forEach(operation -> assertThrows(NullPointerException.class, operation::run));
        assertFalse(cache.iterator().hasNext());
        assertThrows(NullPointerException.class, () -> create(null));
        assertThrows(NullPointerException.class, () -> manager.createCache("c", null));
        assertThrows(NullPointerException.class, () -> manager.getCache("nulls", null, String.class));
        assertThrows(NullPointerException.class, () -> manager.getCache("nulls", String.class, null));
    }

    @Test
    void unwrapGivesOurClassesAndNoOthers() {
        Cache<String, String> cache = create("c");
        cache.put("k", "v");
        assertSame(cache, cache.unwrap(VarveCache.class));
        assertSame(manager, manager.unwrap(VarveCacheManager.class));
        Cache.Entry<String, String> entry = cache.iterator().next();
        assertSame(entry, entry.unwrap(VarveEntry.class));
        assertThrows(IllegalArgumentException.class, () -> cache.unwrap(Thread.class));
        assertThrows(IllegalArgumentException.class, () -> manager.unwrap(Thread.class));
        assertThrows(IllegalArgumentException.class, () -> entry.unwrap(Thread.class));
    }

    @Test
    void theIteratorKeepsItsContract() {
        Cache<String, String> cache = create("c");
        cache.put("k", "v");
        Iterator<Cache.Entry<String, String>> iterator = cache.iterator();
        assertThrows(IllegalStateException.class, iterator::remove);
        iterator.next();
        iterator.remove();
        assertThrows(IllegalStateException.class, iterator::remove);
        assertFalse(iterator.hasNext());
        assertThrows(java.util.NoSuchElementException.class, iterator::next);
        assertEquals(counts(1, 0, 1, 1), counts(cache));
        iterator = cache.iterator();
        assertFalse(iterator.hasNext());
    }

    @Test
    void configurationsAreImmutableSnapshots() {
        MutableConfiguration<String, String> given = strings();
        Cache<String, String> cache = manager.createCache("c", given);
        given.setReadThrough(true).setStatisticsEnabled(false);
        CompleteConfiguration<String, String> snapshot = complete(cache);
        assertFalse(snapshot.isReadThrough());
        assertTrue(snapshot.isStatisticsEnabled());
        cache.registerCacheEntryListener(recorder());
        manager.enableStatistics("c", false);
        assertFalse(snapshot.getCacheEntryListenerConfigurations().iterator().hasNext());
        assertTrue(snapshot.isStatisticsEnabled());
        assertFalse(complete(cache).isStatisticsEnabled());
        @SuppressWarnings("unchecked")
        Class<Configuration<String, String>> plain = (Class<Configuration<String, String>>) (Class<?>) Configuration.class;
        assertEquals(String.class, cache.getConfiguration(plain).getKeyType());
        @SuppressWarnings("unchecked")
        Class<MutableConfiguration<String, String>> mutable =
                (Class<MutableConfiguration<String, String>>) (Class<?>) MutableConfiguration.class;
        assertThrows(IllegalArgumentException.class, () -> cache.getConfiguration(mutable));
    }

    @Test
    void namesAndTypesAreChecked() {
        Cache<String, String> cache = create("c");
        assertThrows(CacheException.class, () -> create("c"));
        assertSame(cache, manager.getCache("c"));
        assertSame(cache, manager.getCache("c", String.class, String.class));
        assertThrows(ClassCastException.class, () -> manager.getCache("c", Object.class, String.class));
        assertThrows(ClassCastException.class, () -> manager.getCache("c", String.class, Integer.class));
        assertNull(manager.getCache("d", String.class, String.class));
        Iterable<String> names = manager.getCacheNames();
        create("d");
        assertEquals(Set.of("c"), names);
        manager.destroyCache("d");
        manager.destroyCache("d");
        assertEquals(Set.of("c"), manager.getCacheNames());
        assertThrows(UnsupportedOperationException.class, () -> names.iterator().remove());
    }

    @Test
    void storeByReferenceIsRefused() {
        assertFalse(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE));
        assertThrows(UnsupportedOperationException.class,
                () -> manager.createCache("c", strings().setStoreByValue(false)));
        create("c");
    }

    @Test
    void aPlainConfigurationWillDo() {
        Configuration<String, String> plain = new Configuration<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Class<String> getKeyType() {
                return String.class;
            }

            @Override
            public Class<String> getValueType() {
                return String.class;
            }

            @Override
            public boolean isStoreByValue() {
                return true;
            }
        };
        Cache<String, String> cache = manager.createCache("plain", plain);
        cache.put("k", "v");
        assertEquals("v", cache.get("k"));
    }

    /** Every kind of user object in one, counting how often it was closed. */
    private static class Everything implements ExpiryPolicy, CacheLoader<String, String>,
            CacheWriter<String, String>, CacheEntryCreatedListener<String, String>, Closeable {
        int closed;

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public String load(String key) {
            return null;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }

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

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        }

        @Override
        public void close() throws IOException {
            closed++;
            throw new IOException("expected in the log");
        }
    }

    @Test
    void whatCanBeClosedIsClosedWithTheCache() {
        Everything everything = new Everything();
        Cache<String, String> cache = manager.createCache("c", strings().setCacheLoaderFactory(of(everything))
                .setCacheWriterFactory(of(everything)).setExpiryPolicyFactory(of(everything))
                .addCacheEntryListenerConfiguration(
                        new MutableCacheEntryListenerConfiguration<>(of(everything), null, false, true)));
        manager.destroyCache("c");
        assertTrue(cache.isClosed());
        assertEquals(4, everything.closed);
    }

    @Test
    void aFactoryThatThrowsLeavesNothingBehind() {
        Everything loader = new Everything();
        CacheException e = assertThrows(CacheException.class, () -> manager.createCache("c", strings()
                .setCacheLoaderFactory(of(loader)).setCacheWriterFactory(() -> {
                    throw new IllegalArgumentException("no writer");
                })));
        assertTrue(e.getMessage().contains("cache 'c'"), e.getMessage());
        assertEquals(1, loader.closed);
        create("c");
    }

    @Test
    void aConfigurationThatContradictsItselfIsRefused() {
        MutableCacheEntryListenerConfiguration<String, String> nobody =
                new MutableCacheEntryListenerConfiguration<>(null, null, false, true);
        Map<String, MutableConfiguration<String, String>> invalid = Map.of(
                "setCacheLoaderFactory", strings().setReadThrough(true),
                "setCacheWriterFactory", strings().setWriteThrough(true),
                "listener factory", strings().addCacheEntryListenerConfiguration(nobody));
        invalid.forEach((remedy, configuration) -> {
            String message = assertThrows(IllegalArgumentException.class, () -> manager.createCache("c", configuration))
                    .getMessage();
            assertTrue(message.contains("cache 'c'") && message.contains(remedy), message);
        });
        Cache<String, String> cache = create("c");
        assertThrows(IllegalArgumentException.class, () -> cache.registerCacheEntryListener(nobody));
        assertFalse(complete(cache).getCacheEntryListenerConfigurations().iterator().hasNext());
    }

    @Test
    void managersAreToldApartByUriAndClassLoader() {
        ClassLoader other = new ClassLoader(getClass().getClassLoader()) {
        };
        URI uri = manager.getURI();
        Properties properties = manager.getProperties();
        assertSame(manager, provider.getCacheManager(uri, null));
        assertSame(manager, provider.getCacheManager(uri, provider.getDefaultClassLoader(), new Properties()));
        CacheManager second = provider.getCacheManager(uri, other, properties);
        CacheManager third = provider.getCacheManager(URI.create("test:third"), other, properties);
        assertNotSame(manager, second);
        assertNotSame(second, third);
        assertSame(other, second.getClassLoader());
        assertEquals("16m", second.getProperties().getProperty(StoreSettings.CAPACITY));
        provider.close(uri, other);
        assertTrue(second.isClosed());
        assertFalse(third.isClosed() || manager.isClosed());
        provider.close(other);
        assertTrue(third.isClosed());
        assertFalse(manager.isClosed());
        assertNotSame(second, provider.getCacheManager(uri, other, properties));
        provider.close();
        assertTrue(manager.isClosed());
    }

    @Test
    void aBadCapacityIsRefusedBeforeAnythingIsOpened() {
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "plenty");
        URI uri = URI.create("test:bad");
        CacheException e = assertThrows(CacheException.class, () -> provider.getCacheManager(uri, null, properties));
        assertTrue(e.getMessage().contains(StoreSettings.CAPACITY) && e.getMessage().contains("plenty"), e.getMessage());
        properties.setProperty(StoreSettings.CAPACITY, "16m");
        assertEquals(uri, provider.getCacheManager(uri, null, properties).getURI());
    }

    @Test
    void theProviderIsFoundByTheSpecificationsWay() {
        assertEquals(VarveCachingProvider.class,
                Caching.getCachingProvider(VarveCachingProvider.class.getName()).getClass());
    }
}
