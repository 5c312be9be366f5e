package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.config.StoreSettings;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;
import org.varve.jcache.management.CacheFigures;
import org.varve.jcache.management.StoreMXBean;
import org.varve.jcache.management.VarveCacheMXBean;
import org.varve.store.StoreFigures;

/** The beans of stores and caches: what they tell, and that they are there exactly as long as what they tell of. */
class BeansTest extends CacheFixture {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @AfterEach
    void nothingIsLeft() throws Exception {
        provider.close();
        assertEquals(Set.of(), SERVER.queryNames(new ObjectName("org.varve:*"), null));
    }

    private static String managerKey(CacheManager of) {
        return "CacheManager=" + of.getURI().toString().replace(':', '.');
    }

    /** Without the manager's part. */
    private Set<String> beans(CacheManager of) throws Exception {
        Set<String> names = new TreeSet<>();
        for (ObjectName name : SERVER.queryNames(new ObjectName("org.varve:*"), null)) {
            String key = managerKey(of) + ",";
            if (name.toString().contains(key)) {
                names.add(name.getKeyPropertyListString().replace(key, ""));
            }
        }
        return names;
    }

    private StoreMXBean store(String name) throws Exception {
        ObjectName bean = new ObjectName("org.varve:type=Store," + managerKey(manager) + ",Store=" + name);
        return JMX.newMXBeanProxy(SERVER, bean, StoreMXBean.class);
    }

    private VarveCacheMXBean cache(String store, String name) throws Exception {
        ObjectName bean = new ObjectName("org.varve:type=Cache," + managerKey(manager) + ",Store=" + store + ",Cache=" + name);
        return JMX.newMXBeanProxy(SERVER, bean, VarveCacheMXBean.class);
    }

    @Test
    void beansComeAndGoWithWhatTheyTellOf() throws Exception {
        assertEquals(Set.of(), beans(manager));
        Cache<String, String> a = manager.createCache("a", new MutableConfiguration<>());
        assertEquals(Set.of("type=Store,Store=default", "type=Cache,Store=default,Cache=a"), beans(manager));
        manager.createCache("own", VarveConfiguration.builder().ownStore(StoreSettings.builder().capacity("8m").build()).build());
        assertEquals(Set.of("type=Store,Store=default", "type=Cache,Store=default,Cache=a", "type=Store,Store=cache.own",
                "type=Cache,Store=cache.own,Cache=own"), beans(manager));
        manager.destroyCache("own");
        a.close();
        assertEquals(Set.of("type=Store,Store=default"), beans(manager));
        manager.createCache("a", new MutableConfiguration<>());
        manager.close();
        assertEquals(Set.of(), beans(manager));
    }

    @Test
    void aStoresBeanTellsItsFigures() throws Exception {
        Cache<Integer, byte[]> cache = manager.createCache("a", new MutableConfiguration<>());
        for (int i = 0; i < 30_000; i++) {
            cache.put(i, new byte[1000]);
        }
        cache.put(-1, new byte[8 << 20]);
        manager.resizeStore("default", 12 << 20);
        cache.close();
        StoreMXBean bean = store("default");
        StoreFigures figures = manager.storeFigures();
        assertEquals(manager.getURI().toString(), bean.getManager());
        assertEquals("default", bean.getName());
        assertEquals(12 << 20, bean.getBudget());
        assertTrue(bean.getCommitted() > 8 << 20, () -> "committed: " + bean.getCommitted());
        assertEquals(0, bean.getRecords());
        assertTrue(bean.getEvictions() > 13_000 && bean.getEvictedBytes() > 13_000_000 && bean.getEvictionPasses() > 0 && bean.getEvictionNanos() > 0,
                figures::toString);
        assertEquals(1, bean.getOversized());
        assertTrue(bean.getHeap() > 0 && bean.getIndex() > 0 && bean.getSketch() > 0);
    }

    /** Whatever is asked of a bean, it answers, and what stands still is what the figures say. */
    @Test
    void everyAttributeCanBeReadAndIsTheFigureOfItsName() throws Exception {
        Cache<Integer, byte[]> cache = manager.createCache("a", new MutableConfiguration<>());
        cache.put(1, new byte[10_000]);
        ObjectName name = SERVER.queryNames(new ObjectName("org.varve:type=Store," + managerKey(manager) + ",*"), null).iterator().next();
        StoreFigures figures = manager.storeFigures();
        int read = 0;
        for (MBeanAttributeInfo info : SERVER.getMBeanInfo(name).getAttributes()) {
            Object value = SERVER.getAttribute(name, info.getName());
            Object expected = expected(figures, info.getName());
            if (expected != null) {
                assertEquals(expected, value, info.getName());
                read++;
            }
        }
        assertTrue(read > 20, "attributes compared: " + read);
        assertThrows(javax.management.AttributeNotFoundException.class, () -> SERVER.setAttribute(name, new Attribute("Budget", 1L)));
    }

    private static Object expected(StoreFigures figures, String attribute) throws ReflectiveOperationException {
        String name = Character.toLowerCase(attribute.charAt(0)) + attribute.substring(1);
        for (Object from : new Object[] {figures, figures.reclaim()}) {
            for (var component : from.getClass().getRecordComponents()) {
                if (component.getName().equals(name)) {
                    return component.getAccessor().invoke(from);
                }
            }
        }
        return switch (attribute) {
            case "Utilisation" -> figures.utilisation();
            case "OpenSegments" -> figures.segmentFigures().open();
            case "ClosedSegments" -> figures.segmentFigures().closed();
            case "VictimSegments" -> figures.segmentFigures().victims();
            case "WindowSegments" -> figures.segmentFigures().window();
            case "ProbationSegments" -> figures.segmentFigures().probation();
            case "ProtectedSegments" -> figures.segmentFigures().protectedOnes();
            default -> null;
        };
    }

    @Test
    void aCachesBeanTellsItsFigures() throws Exception {
        Cache<Integer, byte[]> cache = manager.createCache("a",
                VarveConfiguration.<Integer, byte[]>builder().floor(1 << 20).ceiling(4 << 20).build());
        cache.put(1, new byte[100]);
        cache.put(2, new byte[8 << 20]);
        VarveCacheMXBean bean = cache("default", "a");
        assertEquals("a", bean.getName());
        assertEquals("default", bean.getStore());
        assertEquals(manager.getURI().toString(), bean.getManager());
        assertEquals(1, bean.getRecords());
        assertTrue(bean.getBytes() > 100 && bean.getBytes() < 200, () -> "bytes: " + bean.getBytes());
        assertEquals(1 << 20, bean.getFloor());
        assertEquals(4 << 20, bean.getCeiling());
        assertEquals(1, bean.getEvictions());
        assertEquals(1, bean.getOversized());
        assertEquals(0, bean.getExpirations());
        assertEquals(1.0, bean.getCompressionRatio());
        assertEquals(0, bean.getCompressedValues() + bean.getIncompressibleValues());
    }

    @Test
    void managersOfOneUriDoNotTakeEachOthersBeans() throws Exception {
        manager.createCache("a", new MutableConfiguration<>());
        try (URLClassLoader loader = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            Properties properties = new Properties();
            properties.setProperty(StoreSettings.CAPACITY, "9m");
            CacheManager other = provider.getCacheManager(manager.getURI(), loader, properties);
            other.createCache("a", new MutableConfiguration<>());
            assertEquals(Set.of("type=Store,Store=default", "type=Cache,Store=default,Cache=a", "type=Store,Store=default,Instance=2",
                    "type=Cache,Store=default,Cache=a,Instance=2"), beans(manager));
            assertEquals(16 << 20, store("default").getBudget());
            assertEquals(9 << 20, store("default,Instance=2").getBudget());
            manager.close();
            assertEquals(Set.of("type=Store,Store=default,Instance=2", "type=Cache,Store=default,Cache=a,Instance=2"), beans(manager));
            assertEquals(9 << 20, store("default,Instance=2").getBudget());
        }
    }

    @Test
    void whatCannotBeOpenedLeavesNoBean() throws Exception {
        var broken = VarveConfiguration.builder().ownStore(StoreSettings.builder().capacity("8m").build())
                .readThrough(true).cacheLoader(() -> {
                    throw new IllegalStateException("no loader");
                }).build();
        assertThrows(IllegalStateException.class, () -> manager.createCache("broken", broken));
        assertEquals(Set.of(), beans(manager));
    }

    @Test
    void whoeverTakesABeanAwayBreaksNothing() throws Exception {
        Cache<String, String> cache = manager.createCache("a", strings());
        for (ObjectName name : SERVER.queryNames(new ObjectName("org.varve:*"), null)) {
            SERVER.unregisterMBean(name);
        }
        cache.put("a", "1");
        cache.close();
        manager.close();
        assertTrue(manager.isClosed());
    }

    /** The server keeps beans alive, and a bean that kept its manager alive would keep a forgotten one from being closed by its store's thread. */
    @Test
    void aForgottenManagerIsNotKeptByItsBeans() throws Exception {
        WeakReference<CacheManager> forgotten = forget();
        for (int tries = 0; forgotten.get() != null && tries < 200; tries++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(forgotten.get());
        // Its store's thread closes what is left when it looks next, which may be now or in half a minute; here nobody waits for that.
        withdrawForgotten("org.varve:type=Store", "Records");
        withdrawForgotten("org.varve:type=Cache", "Bytes");
    }

    private static void withdrawForgotten(String kind, String figure) throws Exception {
        for (ObjectName name : SERVER.queryNames(new ObjectName(kind + ",CacheManager=test.forgotten,*"), null)) {
            try {
                assertEquals(0L, SERVER.getAttribute(name, figure));
                SERVER.unregisterMBean(name);
            } catch (InstanceNotFoundException e) {
                // The store's thread came first.
            }
        }
    }

    private static WeakReference<CacheManager> forget() throws Exception {
        VarveCacheManager made = new VarveCachingProvider().openCacheManager(URI.create("test:forgotten"), null,
                VarveSettings.builder().store(StoreSettings.builder().capacity("8m").build()).build());
        made.createCache("a", new MutableConfiguration<>().setStatisticsEnabled(true).setManagementEnabled(true)).put("k", "v");
        assertEquals(4, SERVER.queryNames(new ObjectName("*:CacheManager=test.forgotten,*"), null).size());
        Reference.reachabilityFence(made);
        return new WeakReference<>(made);
    }

    @Test
    void figuresOfACacheAreReadableByPeopleToo() {
        Cache<String, String> cache = manager.createCache("people", strings());
        VarveCache<?, ?> varve = cache.unwrap(VarveCache.class);
        assertEquals("cache 'people' in store 'default': 0 records, 0 bytes, no gets yet, 0 evictions (0 oversized), 0 expirations, floor none, "
                + "ceiling none", varve.figures().toString());
        cache.put("a", "1");
        cache.get("a");
        cache.get("a");
        cache.get("gone");
        CacheFigures figures = varve.figures();
        assertEquals(2.0 / 3, figures.hitRatio());
        assertTrue(figures.toString().startsWith("cache 'people' in store 'default': 1 records, " + figures.memory().bytes()
                + " bytes, hit ratio 66.7 % of 3 gets, "), figures::toString);
        manager.enableStatistics("people", false);
        assertTrue(varve.figures().toString().contains("hits not counted (statistics are off)"));
        cache.close();
        assertEquals(0, varve.figures().memory().records());
    }
}
