package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What changes while a cache is in use: listeners, statistics, and its end. */
class ChangesAtRunTimeTest extends CacheFixture {
    /** A loader or listener that counts how often it was closed. */
    private static class Closing implements CacheLoader<String, String>, CacheEntryCreatedListener<String, String>, Closeable {
        int closed;

        @Override
        public String load(String key) {
            return null;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        }

        @Override
        public void close() {
            closed++;
        }
    }

    /** What a class loader does that has been closed before the cache. */
    private static final class Unloaded extends Closing {
        @Override
        public void close() {
            super.close();
            throw new NoClassDefFoundError("expected in the log");
        }
    }

    private static int beans(String cache) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("javax.cache:*,Cache=" + cache), null).size();
    }

    @Test
    void anErrorOfUserCodeDoesNotKeepACacheHalfClosed() {
        Unloaded loader = new Unloaded();
        manager.createCache("c", strings().setCacheLoaderFactory(of(loader)));
        manager.destroyCache("c");
        assertEquals(1, loader.closed);
        manager.createCache("c", strings());
    }

    @Test
    void anErrorOfUserCodeDoesNotKeepAManagersMemory() {
        manager.createCache("a", strings().setCacheLoaderFactory(of(new Unloaded())));
        Cache<String, String> last = manager.createCache("b", strings());
        last.put("k", "v");
        manager.close();
        assertTrue(last.isClosed());
        assertEquals(0, manager.storeFigures().committed());
    }

    @Test
    void noBeanOutlivesItsCache() throws Exception {
        for (int round = 0; round < 300; round++) {
            String name = "toggled" + round;
            manager.createCache(name, strings().setStatisticsEnabled(false));
            CyclicBarrier together = new CyclicBarrier(2);
            Thread switcher = new Thread(() -> {
                try {
                    together.await();
                    manager.enableStatistics(name, true);
                    manager.enableManagement(name, true);
                } catch (IllegalStateException closed) {
                    // Either comes first.
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            switcher.start();
            together.await();
            manager.destroyCache(name);
            switcher.join();
            assertEquals(0, beans(name));
        }
    }

    @Test
    void aListenerRegisteredWhileItsCacheClosesIsClosedToo() throws Exception {
        Cache<String, String> cache = manager.createCache("c", strings());
        Closing listener = new Closing();
        Factory<CacheEntryListener<? super String, ? super String>> closesFirst = () -> {
            cache.close();
            return listener;
        };
        assertThrows(IllegalStateException.class, () -> cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(closesFirst, null, false, true)));
        assertEquals(1, listener.closed);
    }

    @Test
    void aListenersConfigurationIsCopied() {
        Cache<String, String> cache = manager.createCache("c", strings());
        MutableCacheEntryListenerConfiguration<String, String> configuration = recorder();
        cache.registerCacheEntryListener(configuration);
        configuration.setOldValueRequired(false);
        cache.registerCacheEntryListener(configuration);
        assertThrows(IllegalArgumentException.class, () -> cache.registerCacheEntryListener(configuration));
        assertEquals(2, listeners(cache).size());

        ((MutableCacheEntryListenerConfiguration<String, String>) listeners(cache).get(0)).setSynchronous(false);
        assertTrue(listeners(cache).stream().allMatch(CacheEntryListenerConfiguration::isSynchronous));

        cache.put("k", "v");
        assertEquals(List.of("CREATED k v", "CREATED k v"), log);
        cache.deregisterCacheEntryListener(configuration);
        cache.put("k", "w");
        assertEquals("UPDATED k w old v", log.get(2));
        assertEquals(3, log.size());
        assertEquals(1, listeners(cache).size());
    }

    @Test
    void aListenersConfigurationGivenAtCreationIsCopied() {
        MutableCacheEntryListenerConfiguration<String, String> configuration = recorder();
        Cache<String, String> cache = manager.createCache("c", strings().addCacheEntryListenerConfiguration(configuration));
        configuration.setOldValueRequired(false);
        assertTrue(listeners(cache).get(0).isOldValueRequired());
        configuration.setOldValueRequired(true);
        cache.deregisterCacheEntryListener(configuration);
        assertFalse(listeners(cache).iterator().hasNext());
        cache.put("k", "v");
        assertEquals(List.of(), log);
    }

    /** A listener comes, and hears of something, while an operation that knew of none has not reached the store yet. */
    private void overtaken(Consumer<Cache<String, String>> operation, List<String> events) {
        Cache<String, String> cache = manager.createCache("overtaken",
                strings().setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY)));
        time.atNextReading(() -> {
            cache.registerCacheEntryListener(recorder());
            cache.put("k", "heard");
        });
        operation.accept(cache);
        assertEquals(events, log);
    }

    @Test
    void aPutDoesNotUndoUnheardWhatAListenerHasHeardOf() {
        overtaken(cache -> cache.put("k", "overtaken"),
                List.of("CREATED k heard", "UPDATED k overtaken old heard"));
    }

    @Test
    void aRemovalDoesNotUndoUnheardWhatAListenerHasHeardOf() {
        overtaken(cache -> assertTrue(cache.remove("k")), List.of("CREATED k heard", "REMOVED k heard old heard"));
    }

    @Test
    void plainPutsComeBackWithTheLastListenersEnd() {
        Cache<String, String> cache = manager.createCache("quiet", strings());
        MutableCacheEntryListenerConfiguration<String, String> configuration = recorder();
        cache.registerCacheEntryListener(configuration);
        cache.deregisterCacheEntryListener(configuration);
        cache.put("k", "v");
        assertTrue(cache.remove("k"));
        assertEquals(List.of(), log);
        assertEquals(counts(0, 0, 1, 1), counts(cache));
    }

    private static List<CacheEntryListenerConfiguration<String, String>> listeners(Cache<String, String> cache) {
        List<CacheEntryListenerConfiguration<String, String>> listeners = new ArrayList<>();
        complete(cache).getCacheEntryListenerConfigurations().forEach(listeners::add);
        return listeners;
    }
}
