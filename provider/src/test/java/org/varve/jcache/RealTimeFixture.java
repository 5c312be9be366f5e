package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.varve.config.StoreSettings;
import org.varve.store.TimeSource;

/** A manager of its own for every test whose entries expire by the clock of the machine: the store's threads sleep by that one. */
abstract class RealTimeFixture {
    private static final AtomicInteger MANAGERS = new AtomicInteger();
    private static final long PATIENCE_SECONDS = 60;

    final JumpingTime time = new JumpingTime();
    final VarveCachingProvider provider = new VarveCachingProvider(time);
    VarveCacheManager manager;

    /** The clock of the machine, which can be put forward, and do something when one thread reads it. */
    static final class JumpingTime implements TimeSource {
        private volatile long ahead;
        private volatile Thread reader;
        private int readings;
        private Runnable work;

        /** The store's threads do not notice before they wake up. */
        void putForward(long millis) {
            ahead += millis;
        }

        /** Does it at the current thread's reading with this number, counted from one. */
        void atReading(int number, Runnable what) {
            readings = number;
            work = what;
            reader = Thread.currentThread();
        }

        @Override
        public long millis() {
            if (Thread.currentThread() == reader && --readings == 0) {
                reader = null;
                work.run();
            }
            return TimeSource.system().millis() + ahead;
        }

        @Override
        public long nanos() {
            return TimeSource.system().nanos();
        }
    }

    @BeforeEach
    void openManager() {
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "64m");
        URI uri = URI.create("test:" + getClass().getSimpleName() + ":" + MANAGERS.incrementAndGet());
        manager = (VarveCacheManager) provider.getCacheManager(uri, null, properties);
    }

    @AfterEach
    void closeManager() {
        provider.close();
    }

    static Duration millis(long millis) {
        return new Duration(TimeUnit.MILLISECONDS, millis);
    }

    static Factory<ExpiryPolicy> livesFor(long millis) {
        return CreatedExpiryPolicy.factoryOf(millis(millis));
    }

    static MutableConfiguration<String, String> strings(Factory<? extends ExpiryPolicy> policy) {
        return CacheFixture.strings().setExpiryPolicyFactory(policy);
    }

    static <K, V> MutableCacheEntryListenerConfiguration<K, V> synchronously(CacheEntryListener<? super K, ? super V> listener) {
        return new MutableCacheEntryListenerConfiguration<>(CacheFixture.of(listener), null, true, true);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean(), what);
    }

    /** Waits until the store has dropped so many mappings of the manager because they had expired. */
    void awaitDropped(long mappings) throws InterruptedException {
        await("the store drops " + mappings + " expired mappings", () -> manager.storeFigures().expirations() >= mappings);
    }

    /** Long enough for something that should not happen. */
    static void pause() throws InterruptedException {
        Thread.sleep(200);
    }

    static void fill(Cache<String, String> cache, int entries) {
        for (int i = 0; i < entries; i++) {
            cache.put("k" + i, "v" + i);
        }
    }
}
