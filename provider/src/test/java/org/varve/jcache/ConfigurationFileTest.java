package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.config.MemoryAmount;
import org.varve.config.MachineMemory;
import org.varve.config.SettingsException;
import org.varve.config.StoreSettings;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;
import org.varve.config.file.SampleListener;
import org.varve.config.file.SampleLoader;
import org.varve.config.file.SampleWriter;

/** Managers made from a file, as frameworks and people use them. */
class ConfigurationFileTest {
    private final FakeTime time = new FakeTime();
    private final VarveCachingProvider provider = new VarveCachingProvider(time);
    @TempDir Path directory;

    @AfterEach
    void closeProvider() {
        provider.close();
    }

    private VarveCacheManager manager(String file) throws IOException {
        URI uri = Files.writeString(directory.resolve("varve.conf"), file).toUri();
        return (VarveCacheManager) provider.getCacheManager(uri, getClass().getClassLoader());
    }

    @SuppressWarnings("unchecked")
    private static CompleteConfiguration<Object, Object> configuration(Cache<Object, Object> cache) {
        return cache.getConfiguration(CompleteConfiguration.class);
    }

    @SuppressWarnings("unchecked")
    private static long floor(Cache<Object, Object> cache) {
        return cache.getConfiguration(VarveConfiguration.class).getFloor();
    }

    /** Asks for a region without types, and creates it bare where it is not there, as hibernate-jcache does. */
    private static Cache<Object, Object> region(CacheManager manager, String name) {
        Cache<Object, Object> cache = manager.getCache(name);
        return cache != null ? cache : manager.createCache(name, new MutableConfiguration<>());
    }

    @Test
    void hibernateFindsItsRegionsConfigured() throws IOException {
        CacheManager manager = manager("""
                varve {
                  store { capacity = 16MiB }
                  stores { queries { capacity = 8MiB } }
                  caches {
                    "com.acme.*" { expiry { creation = 10m }, statistics = on }
                    "default-query-results-region" { store = queries, expiry.creation = 1m }
                    "default-update-timestamps-region" { floor = 1MiB }
                  }
                }""");
        Cache<Object, Object> orders = region(manager, "com.acme.Order");
        Cache<Object, Object> queries = region(manager, "default-query-results-region");
        Cache<Object, Object> timestamps = region(manager, "default-update-timestamps-region");
        Cache<Object, Object> others = region(manager, "org.other.Thing");
        assertTrue(configuration(orders).isStatisticsEnabled());
        assertFalse(configuration(others).isStatisticsEnabled());
        assertEquals(1 << 20, floor(timestamps));
        for (Cache<Object, Object> cache : List.of(orders, queries, timestamps, others)) {
            cache.put("key", "value");
        }
        assertEquals(1, ((VarveCacheManager) manager).storeFigures("queries").records());
        assertEquals(3, ((VarveCacheManager) manager).storeFigures().records());
        time.advance(TimeUnit.MINUTES.toMillis(2));
        assertNull(queries.get("key"));
        assertEquals("value", orders.get("key"));
        time.advance(TimeUnit.MINUTES.toMillis(9));
        assertNull(orders.get("key"));
        assertEquals("value", timestamps.get("key"));
        assertEquals("value", others.get("key"));
    }

    /** What spring.cache.cache-names does: creates each name with a bare configuration, also the ones that the file declares. */
    @Test
    void springMayCreateWhatTheFileDeclares() throws IOException {
        CacheManager manager = manager("varve { store.capacity = 8MiB, caches { names { expiry.access = 5m }, \"t*\" { management = on } } }");
        assertEquals(List.of("names"), names(manager));
        Cache<Object, Object> names = manager.createCache("names", new MutableConfiguration<>());
        Cache<Object, Object> translations = manager.createCache("translations", new MutableConfiguration<>());
        assertSame(names, manager.getCache("names"));
        assertEquals(List.of("names", "translations"), names(manager));
        assertTrue(configuration(translations).isManagementEnabled());
        names.put(1, "one");
        time.advance(TimeUnit.MINUTES.toMillis(4));
        assertEquals("one", names.get(1));
        // That was the first time; from then on it exists.
        assertThrows(CacheException.class, () -> manager.createCache("names", new MutableConfiguration<>()));
    }

    @Test
    void aDeclaredCacheIsNotReplacedByAnother() throws IOException {
        CacheManager manager = manager("varve { store.capacity = 8MiB\n caches { names { expiry.access = 5m } } }");
        MutableConfiguration<Object, Object> other = new MutableConfiguration<>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY));
        CacheException e = assertThrows(CacheException.class, () -> manager.createCache("names", other));
        assertEquals("a cache named 'names' exists already in cache manager " + manager.getURI()
                + ", as declared (varve.conf:2), and what is to be created has another configuration", e.getMessage());
        manager.destroyCache("names");
        Cache<Object, Object> created = manager.createCache("names", other);
        assertEquals(other.getExpiryPolicyFactory(), configuration(created).getExpiryPolicyFactory());
    }

    private static List<String> names(CacheManager manager) {
        return StreamSupport.stream(manager.getCacheNames().spliterator(), false).toList();
    }

    @Test
    void factoriesListenersAndTypesWork() throws IOException {
        CacheManager manager = manager("""
                varve.store.capacity = 8MiB
                varve.caches.all {
                  key-type = java.lang.String, value-type = "byte[]"
                  writer-factory = org.varve.config.file.SampleWriter, write-through = on
                  listeners = [ { class = org.varve.config.file.SampleListener, synchronous = on
                                  filter = "org.varve.config.file.SampleListener$BeginsWithA" } ]
                  value-serializer = null
                }
                varve.caches.loading {
                  loader-factory = org.varve.config.file.SampleLoader, read-through = on
                  value-serializer = org.varve.config.file.SampleSerializer
                }""");
        Cache<String, byte[]> all = manager.getCache("all", String.class, byte[].class);
        SampleWriter.WRITTEN.clear();
        SampleListener.HEARD.clear();
        all.put("a1", new byte[] {1});
        all.put("b1", new byte[] {2});
        assertArrayEquals(new byte[] {2}, all.get("b1"));
        assertEquals(List.of("a1", "b1"), SampleWriter.WRITTEN);
        assertEquals(List.of("a1"), SampleListener.HEARD);
        assertThrows(ClassCastException.class, () -> manager.getCache("all", String.class, String.class));
        assertEquals("loaded 7", manager.getCache("loading").get(7));
    }

    @Test
    void aStoreOfItsOwnComesAndGoesWithItsCache() throws IOException {
        VarveCacheManager manager = manager("""
                varve.store.capacity = 8MiB
                varve.caches."own*" { store { capacity = 16MiB } }""");
        Cache<Object, Object> one = manager.createCache("own1", new MutableConfiguration<>());
        Cache<Object, Object> two = manager.createCache("own2", new MutableConfiguration<>());
        assertEquals(Set.of("default", "cache:own1", "cache:own2"), manager.storeNames());
        one.put(1, 1);
        assertEquals(1, manager.storeFigures("cache:own1").records());
        assertEquals(16 << 20, manager.storeFigures("cache:own2").budget());
        assertEquals(0, manager.storeFigures("cache:own2").records());
        assertEquals(0, manager.storeFigures().committed());
        one.close();
        assertEquals(Set.of("default", "cache:own2"), manager.storeNames());
        two.put(2, 2);
        manager.createCache("own1", new MutableConfiguration<>()).put(3, 3);
        assertEquals(2, two.get(2));
    }

    @Test
    void anotherBudgetAtRunTime() throws IOException {
        VarveCacheManager manager = manager("varve { store { capacity = 8MiB, max-capacity = 24MiB }, stores.b.capacity = 16MiB, caches.c {} }");
        manager.resizeStore("default", 24 << 20);
        manager.resizeStore("b", 32 << 20);
        assertEquals(24 << 20, manager.storeFigures().budget());
        assertEquals(32 << 20, manager.storeFigures("b").budget());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> manager.resizeStore("default", 25 << 20)).getMessage().contains("8388608 to 25165824"));
        assertEquals(24 << 20, manager.storeFigures().budget());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> manager.resizeStore("d", 8 << 20)).getMessage()
                .endsWith("has no store 'd'; it has [default, b]"));
        assertThrows(IllegalArgumentException.class, () -> manager.storeFigures("d"));
    }

    /** The heap is what it is; all stores of the process count, whoever opened them. */
    @Test
    void storesOfAllManagersFitBesideTheHeap() {
        long heap = MachineMemory.detect().maxHeap();
        VarveSettings first = VarveSettings.builder().store(StoreSettings.ofCapacity(64 << 20)).cache("c", VarveConfiguration.builder().build()).build();
        VarveCacheManager roomy = provider.openCacheManager(URI.create("test:first"), null, first);
        VarveSettings tight = VarveSettings.builder().containerMemory(heap + (100 << 20)).store(StoreSettings.ofCapacity(16 << 20))
                .store("late", StoreSettings.builder().capacity("8m").maxCapacity(MemoryAmount.parse("1g")).build()).build();
        VarveCacheManager second = provider.openCacheManager(URI.create("test:second"), null, tight);
        second.createCache("c", new MutableConfiguration<>());
        // 64 + 16 are open, and 8 would still fit, but no more than 20.
        SettingsException e = assertThrows(SettingsException.class, () -> second.resizeStore("late", 24 << 20));
        assertTrue(e.getMessage().contains("store 'late' of cache manager test:second 24 MiB + stores that are open already 80 MiB"), e.getMessage());
        assertEquals(8 << 20, second.storeFigures("late").budget());
        second.resizeStore("late", 20 << 20);
        VarveSettings more = VarveSettings.builder().containerMemory(heap + (100 << 20)).store(StoreSettings.ofCapacity(8 << 20)).build();
        assertThrows(SettingsException.class, () -> provider.openCacheManager(URI.create("test:third"), null, more));
        roomy.close();
        assertNotNull(provider.openCacheManager(URI.create("test:third"), null, more).createCache("c", new MutableConfiguration<>()));
    }

    @Test
    void settingsInJavaAreAllThatCounts() {
        VarveSettings settings = VarveSettings.builder().store(StoreSettings.ofCapacity(8 << 20))
                .cache("c", VarveConfiguration.builder().floor(5).build()).build();
        VarveCacheManager manager = provider.openCacheManager(URI.create("not-there.conf"), null, settings);
        assertSame(settings, manager.getSettings());
        assertEquals(5, floor(manager.getCache("c")));
        assertSame(manager, provider.getCacheManager(URI.create("not-there.conf"), null));
        assertThrows(CacheException.class, () -> provider.openCacheManager(URI.create("not-there.conf"), null, settings));
    }

    @Test
    void aConfigurationInJavaNamesItsStoreAndIsCheckedAgainstIt() throws IOException {
        VarveCacheManager manager = manager("varve { store.capacity = 8MiB, stores.b.capacity = 16MiB }");
        manager.createCache("c", VarveConfiguration.builder(Integer.class, Integer.class).store("b").floor(1 << 20).build()).put(1, 1);
        assertEquals(1, manager.storeFigures("b").records());
        SettingsException e = assertThrows(SettingsException.class,
                () -> manager.createCache("d", VarveConfiguration.builder().store("x").build()));
        assertEquals("cache 'd': store: found 'x'; allowed is one of [default, b], or a store of its own with a capacity", e.getMessage());
        assertThrows(SettingsException.class, () -> manager.createCache("d", VarveConfiguration.builder().floor(5 << 20).build()));
        assertThrows(SettingsException.class,
                () -> manager.createCache("d", VarveConfiguration.builder().ownStore(StoreSettings.builder().build()).build()));
        assertNull(manager.getCache("d"));
        assertEquals(Set.of("default", "b"), manager.storeNames());
    }

    /** A declared cache whose loader cannot be made: the manager is gone, the caches before it are closed, the next one succeeds. */
    @Test
    void aDeclaredCacheThatFailsTakesTheManagerWithIt() throws IOException {
        String file = "varve { store.capacity = 8MiB, caches { a {}, b { loader-factory = \"" + FailsAtFirst.class.getName() + "\", read-through = on } } }";
        FailsAtFirst.failing = true;
        CacheException e = assertThrows(CacheException.class, () -> manager(file));
        assertEquals("cache manager " + directory.resolve("varve.conf").toUri()
                + ": declared cache 'b' (varve.conf:1) could not be created: not yet", e.getMessage());
        FailsAtFirst.failing = false;
        CacheManager manager = manager(file);
        assertEquals("loaded 1", manager.getCache("b").get(1));
    }

    /** A factory that fails as long as it is told to. */
    public static final class FailsAtFirst implements Factory<CacheLoader<Object, Object>> {
        private static final long serialVersionUID = 1L;
        private static volatile boolean failing;
        private static volatile CountDownLatch entered = new CountDownLatch(0);
        private static volatile CountDownLatch goOn = new CountDownLatch(0);

        @Override
        public CacheLoader<Object, Object> create() {
            entered.countDown();
            try {
                assertTrue(goOn.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (failing) {
                throw new IllegalStateException("not yet");
            }
            return new SampleLoader();
        }
    }

    /** While a declared cache is being made, others wait for it, and for no other manager. */
    @Test
    void nobodySeesAManagerWithoutItsDeclaredCaches() throws Exception {
        FailsAtFirst.failing = false;
        FailsAtFirst.entered = new CountDownLatch(1);
        FailsAtFirst.goOn = new CountDownLatch(1);
        String file = "varve { store.capacity = 8MiB, caches.b { loader-factory = \"" + FailsAtFirst.class.getName() + "\" } }";
        FutureTask<VarveCacheManager> first = new FutureTask<>(() -> manager(file));
        new Thread(first).start();
        assertTrue(FailsAtFirst.entered.await(20, TimeUnit.SECONDS));
        FutureTask<Cache<Object, Object>> second = new FutureTask<>(() -> provider
                .getCacheManager(directory.resolve("varve.conf").toUri(), getClass().getClassLoader()).getCache("b"));
        Thread waiting = new Thread(second);
        waiting.start();
        assertNotNull(provider.getCacheManager(URI.create("test:other"), null));
        while (waiting.getState() != Thread.State.WAITING) {
            assertFalse(second.isDone());
            Thread.onSpinWait();
        }
        FailsAtFirst.goOn.countDown();
        assertSame(first.get(20, TimeUnit.SECONDS).getCache("b"), second.get(20, TimeUnit.SECONDS));
    }

    /** Hibernate asks for the manager of the default loader, also where that does not see the application. */
    @Test
    void theDefaultFileIsAlsoFoundByTheContextClassLoader() throws IOException {
        Files.writeString(directory.resolve("varve.conf"), "varve { store.capacity = 9MiB, caches.found {} }");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(application);
            VarveCacheManager manager = (VarveCacheManager) provider.getCacheManager();
            assertEquals(9 << 20, manager.storeFigures().budget());
            assertNotNull(manager.getCache("found"));
            // Somebody who names a loader gets what that one finds.
            Thread.currentThread().setContextClassLoader(before);
            assertEquals(Set.of("found"), ((VarveCacheManager) provider.getCacheManager(null, application)).getSettings().declaredCaches());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The one thing that a file is not needed for. */
    @Test
    void withoutAFileAllIsAsBefore() {
        VarveCacheManager manager = (VarveCacheManager) provider.getCacheManager();
        assertEquals(VarveSettings.builder().build(), manager.getSettings());
        assertEquals(Set.of("default"), manager.storeNames());
    }
}
