package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class StatisticsTest extends CacheFixture {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private ObjectName name(String type, String cache) throws Exception {
        return new ObjectName("javax.cache:type=" + type + ",CacheManager=" + manager.getURI().toString().replace(':', '.')
                + ",Cache=" + cache);
    }

    @Test
    void operationsCountAsTheSpecificationsTableSays() {
        Cache<String, String> cache = manager.createCache("counted", strings());
        cache.put("a", "1");
        cache.putAll(Map.of("b", "2", "c", "3"));
        assertEquals(counts(0, 0, 3, 0), counts(cache));
        cache.get("a");
        cache.get("gone");
        cache.getAll(Set.of("a", "b", "gone"));
        cache.containsKey("a");
        assertEquals(counts(3, 2, 3, 0), counts(cache));
        cache.getAndPut("a", "2");
        cache.getAndPut("d", "4");
        assertEquals(counts(4, 3, 5, 0), counts(cache));
        cache.putIfAbsent("a", "no");
        cache.putIfAbsent("e", "5");
        assertEquals(counts(5, 4, 6, 0), counts(cache));
        cache.replace("a", "3");
        cache.replace("gone", "3");
        cache.replace("a", "3", "4");
        cache.replace("a", "no", "4");
        cache.replace("gone", "no", "4");
        assertEquals(counts(8, 6, 8, 0), counts(cache));
        cache.getAndReplace("a", "5");
        cache.getAndReplace("gone", "5");
        assertEquals(counts(9, 7, 9, 0), counts(cache));
        cache.remove("a");
        cache.remove("gone");
        cache.remove("b", "2");
        cache.remove("c", "no");
        cache.remove("gone", "no");
        assertEquals(counts(11, 8, 9, 2), counts(cache));
        cache.getAndRemove("c");
        cache.getAndRemove("gone");
        assertEquals(counts(12, 9, 9, 3), counts(cache));
        cache.removeAll(Set.of("d", "gone"));
        cache.removeAll();
        assertEquals(counts(12, 9, 9, 5), counts(cache));
        CacheStatisticsMXBean bean = statistics(cache);
        assertEquals(21, bean.getCacheGets());
        assertEquals(100f * 12 / 21, bean.getCacheHitPercentage(), 0.001f);
        assertEquals(100f * 9 / 21, bean.getCacheMissPercentage(), 0.001f);
        bean.clear();
        assertEquals(counts(0, 0, 0, 0), counts(cache));
        assertEquals(0f, bean.getCacheHitPercentage());
        assertEquals(0, bean.getCacheEvictions());
    }

    @Test
    void averagesComeFromSamplesAndAreInMicroseconds() {
        Cache<String, String> cache = manager.createCache("timed", strings());
        for (int i = 0; i < 3_000; i++) {
            cache.put("k", "v");
            cache.get("k");
            cache.remove("k");
        }
        CacheStatisticsMXBean bean = statistics(cache);
        assertEquals(1f, bean.getAverageGetTime(), 0.01f);
        assertEquals(1f, bean.getAveragePutTime(), 0.01f);
        assertEquals(1f, bean.getAverageRemoveTime(), 0.01f);
        bean.clear();
        assertEquals(0f, bean.getAverageGetTime());
    }

    @Test
    void switchedOffNothingIsCountedAndNoBeanIsThere() throws Exception {
        Cache<String, String> cache = manager.createCache("switched", strings().setStatisticsEnabled(false));
        cache.put("k", "v");
        assertFalse(SERVER.isRegistered(name("CacheStatistics", "switched")));
        manager.enableStatistics("switched", true);
        manager.enableStatistics("switched", true);
        assertTrue(complete(cache).isStatisticsEnabled());
        cache.get("k");
        assertEquals(counts(1, 0, 0, 0), counts(cache));
        manager.enableStatistics("switched", false);
        assertFalse(SERVER.isRegistered(name("CacheStatistics", "switched")));
        assertFalse(complete(cache).isStatisticsEnabled());
        cache.get("k");
        manager.enableStatistics("switched", true);
        assertEquals(counts(1, 0, 0, 0), counts(cache));
        manager.enableStatistics("no such cache", true);
    }

    @Test
    void theConfigurationBeanShowsWhatIs() throws Exception {
        Cache<String, String> cache = manager.createCache("managed", strings().setManagementEnabled(true));
        CacheMXBean bean = JMX.newMXBeanProxy(SERVER, name("CacheConfiguration", "managed"), CacheMXBean.class);
        assertEquals("java.lang.String", bean.getKeyType());
        assertEquals("java.lang.String", bean.getValueType());
        assertTrue(bean.isStoreByValue() && bean.isStatisticsEnabled() && bean.isManagementEnabled());
        assertFalse(bean.isReadThrough() || bean.isWriteThrough());
        manager.enableStatistics("managed", false);
        assertFalse(bean.isStatisticsEnabled());
        manager.enableManagement("managed", false);
        assertFalse(SERVER.isRegistered(name("CacheConfiguration", "managed")));
        manager.enableManagement("managed", true);
        cache.close();
        assertFalse(SERVER.isRegistered(name("CacheConfiguration", "managed")));
    }

    @Test
    void charactersThatAnObjectNameCannotHoldAreReplaced() throws Exception {
        Cache<String, String> cache = manager.createCache("a,b:c=d*e?f\"g\nh", strings());
        assertTrue(SERVER.isRegistered(name("CacheStatistics", "a.b.c.d.e.f.g.h")));
        cache.close();
        assertFalse(SERVER.isRegistered(name("CacheStatistics", "a.b.c.d.e.f.g.h")));
    }

    @Test
    void aSecondManagerOfTheSameUriLeavesTheFirstOnesBeanAlone() throws Exception {
        URI uri = manager.getURI();
        Cache<String, String> first = manager.createCache("shared", strings());
        first.get("gone");
        ClassLoader other = new ClassLoader(getClass().getClassLoader()) {
        };
        try (CacheManager second = provider.getCacheManager(uri, other, manager.getProperties())) {
            Cache<String, String> copy = second.createCache("shared", strings());
            copy.put("k", "v");
            assertFalse(first.containsKey("k"));
        }
        assertTrue(SERVER.isRegistered(name("CacheStatistics", "shared")));
        assertEquals(counts(0, 1, 0, 0), counts(first));
    }
}
