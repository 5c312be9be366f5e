package org.varve.jcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.ObjectName;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.varve.config.StoreSettings;

/** A manager of its own, with a small store and a clock that stands, for every test. */
abstract class CacheFixture {
    private static final AtomicInteger MANAGERS = new AtomicInteger();

    final FakeTime time = new FakeTime();
    final VarveCachingProvider provider = new VarveCachingProvider(time);
    /** Listeners may be told by the operation under way or by a thread of the manager. */
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    VarveCacheManager manager;

    @BeforeEach
    void openManager() {
        Properties properties = new Properties();
        properties.setProperty(StoreSettings.CAPACITY, "16m");
        URI uri = URI.create("test:" + getClass().getSimpleName() + ":" + MANAGERS.incrementAndGet());
        manager = (VarveCacheManager) provider.getCacheManager(uri, null, properties);
    }

    @AfterEach
    void closeManager() {
        provider.close();
    }

    static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class).setStatisticsEnabled(true);
    }

    /** A factory of an object that exists already. */
    static <T> Factory<T> of(T object) {
        return new Fixed<>(object);
    }

    /** Serializable as factories have to be; what it holds need not be, since nobody serializes it here. */
    private static final class Fixed<T> implements Factory<T> {
        private static final long serialVersionUID = 1L;

        private final transient T object;

        Fixed(T object) {
            this.object = object;
        }

        @Override
        public T create() {
            return object;
        }
    }

    static ExpiryPolicy policy(Duration creation, Duration access, Duration update) {
        return new ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                return creation;
            }

            @Override
            public Duration getExpiryForAccess() {
                return access;
            }

            @Override
            public Duration getExpiryForUpdate() {
                return update;
            }
        };
    }

    /** Writes what happened into a list, one line an event: type, key, value, old value if available. */
    static final class Recorder<K, V> implements CacheEntryCreatedListener<K, V>, CacheEntryUpdatedListener<K, V>,
            CacheEntryRemovedListener<K, V>, CacheEntryExpiredListener<K, V> {
        private final List<String> into;

        Recorder(List<String> into) {
            this.into = into;
        }

        private void record(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            for (CacheEntryEvent<? extends K, ? extends V> event : events) {
                into.add(event.getEventType() + " " + event.getKey() + " " + event.getValue()
                        + (event.isOldValueAvailable() ? " old " + event.getOldValue() : ""));
            }
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            record(events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            record(events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            record(events);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
            record(events);
        }
    }

    /** A synchronous recorder into {@link #log} that sees old values. */
    <K, V> MutableCacheEntryListenerConfiguration<K, V> recorder() {
        return new MutableCacheEntryListenerConfiguration<>(of(new Recorder<K, V>(log)), null, true, true);
    }

    /** All events told, waiting for so many if need be: the store's thread may find what has expired before the operation under test does. */
    List<String> logged(int events) {
        for (int tries = 0; log.size() < events && tries < 2000; tries++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    static CacheStatisticsMXBean statistics(Cache<?, ?> cache) {
        try {
            ObjectName name = new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                    + cache.getCacheManager().getURI().toString().replace(':', '.') + ",Cache=" + cache.getName());
            return JMX.newMXBeanProxy(ManagementFactory.getPlatformMBeanServer(), name, CacheStatisticsMXBean.class);
        } catch (javax.management.JMException e) {
            throw new AssertionError(e);
        }
    }

    /** Hits, misses, puts, removals. */
    static List<Long> counts(Cache<?, ?> cache) {
        CacheStatisticsMXBean bean = statistics(cache);
        return List.of(bean.getCacheHits(), bean.getCacheMisses(), bean.getCachePuts(), bean.getCacheRemovals());
    }

    static List<Long> counts(long hits, long misses, long puts, long removals) {
        return List.of(hits, misses, puts, removals);
    }

    @SuppressWarnings("unchecked")
    static CompleteConfiguration<String, String> complete(Cache<String, String> cache) {
        return cache.getConfiguration(CompleteConfiguration.class);
    }
}
