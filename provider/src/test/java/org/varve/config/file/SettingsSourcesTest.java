package org.varve.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.codec.GraphMode;
import org.varve.config.FixedExpiry;
import org.varve.config.MemoryAmount;
import org.varve.config.SettingsException;
import org.varve.config.StoreSettings;
import org.varve.config.TimeSpan;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;

class SettingsSourcesTest {
    private static final URI DEFAULT = URI.create("default");
    private static final ClassLoader LOADER = SettingsSourcesTest.class.getClassLoader();

    private static final String FILE = """
            varve {
              container-memory = 8GiB
              store { capacity = 25%, max-capacity = 4g, segment-size = 1MiB, block-size = 16k, reclaim-threads = 2, eviction-exponent = 0.5 }
              stores { small { capacity = 8MiB } }
              caches {
                "com.acme.*" { statistics = on, expiry { creation = 10m, update = 5m }, store = small, graph-codec = java }
                orders {
                  key-type = java.lang.Long, value-type = "byte[]", floor = 1MiB, ceiling = 100m, management = yes
                  loader-factory = org.varve.config.file.SampleLoader, read-through = true
                  listeners = [
                    { class = org.varve.config.file.SampleListener, filter = "org.varve.config.file.SampleListener$BeginsWithA"
                      old-value = on, synchronous = on }
                  ]
                  store { capacity = 16MiB, reclaim-threads = 3 }
                  key-serializer = org.varve.config.file.SampleSerializer, serialized-limit = 1MiB, deserialization-filter = "java.**"
                }
              }
            }
            """;

    @TempDir Path directory;

    private static VarveSettings read(URI uri, ClassLoader loader, Properties properties) {
        return SettingsSources.read(uri, DEFAULT, loader, properties);
    }

    private URI file(String text) throws IOException {
        return Files.writeString(directory.resolve("settings.conf"), text).toUri();
    }

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as somebody writes who does not care
    private static VarveSettings inJava(VarveSettings withFactories) {
        VarveConfiguration<?, ?> orders = withFactories.templates().get("orders");
        VarveConfiguration.Builder builder = VarveConfiguration.builder(Long.class, byte[].class).floor(1 << 20).ceiling(100 << 20).management(true)
                .readThrough(true).ownStore(StoreSettings.builder().capacity("16m").reclaimThreads(3).build())
                .keySerializer(SampleSerializer.class).serializedLimit(1 << 20).filterPattern("java.**");
        builder.cacheLoader(orders.getCacheLoaderFactory());
        MutableCacheEntryListenerConfiguration listener = new MutableCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration((javax.cache.configuration.CacheEntryListenerConfiguration)
                        orders.getCacheEntryListenerConfigurations().iterator().next()));
        builder.listener(listener);
        return VarveSettings.builder().containerMemory(8L << 30)
                .store(StoreSettings.builder().capacity("25%").maxCapacity(MemoryAmount.parse("4g")).segmentSize(1 << 20).blockSize(16 << 10)
                        .reclaimThreads(2).evictionExponent(0.5).build())
                .store("small", StoreSettings.ofCapacity(8 << 20))
                .cache("com.acme.*", VarveConfiguration.builder().statistics(true).store("small").graphMode(GraphMode.JAVA)
                        .expiry(new FixedExpiry(TimeSpan.parse("10m"), null, TimeSpan.parse("5m"))).build())
                .cache("orders", builder.build()).build();
    }

    private static Properties asProperties() {
        String orders = "varve.caches.orders.";
        return properties("varve.container-memory", "8GiB", "varve.store.capacity", "25%", "varve.store.max-capacity", "4g",
                "varve.store.segment-size", "1MiB", "varve.store.block-size", "16k", "varve.store.reclaim-threads", "2",
                "varve.store.eviction-exponent", "0.5", "varve.stores.small.capacity", "8MiB",
                "varve.caches.com.acme.*.statistics", "on", "varve.caches.com.acme.*.expiry.creation", "10m",
                "varve.caches.\"com.acme.*\".expiry.update", "5m", "varve.caches.com.acme.*.store", "small",
                "varve.caches.com.acme.*.graph-codec", "java",
                orders + "key-type", "java.lang.Long", orders + "value-type", "byte[]", orders + "floor", "1MiB", orders + "ceiling", "100m",
                orders + "management", "yes", orders + "loader-factory", SampleLoader.class.getName(), orders + "read-through", "true",
                orders + "listeners.0.class", SampleListener.class.getName(), orders + "listeners.0.filter", SampleListener.BeginsWithA.class.getName(),
                orders + "listeners.0.old-value", "on", orders + "listeners.0.synchronous", "on",
                orders + "store.capacity", "16MiB", orders + "store.reclaim-threads", "3",
                orders + "key-serializer", SampleSerializer.class.getName(), orders + "serialized-limit", "1MiB",
                orders + "deserialization-filter", "java.**");
    }

    @Test
    void fileAndPropertiesAndJavaAreThreeWaysToTheSame() throws IOException {
        VarveSettings fromFile = read(file(FILE), LOADER, new Properties());
        VarveSettings fromProperties = read(URI.create("test"), LOADER, asProperties());
        assertEquals(fromFile, fromProperties);
        assertEquals(fromFile.hashCode(), fromProperties.hashCode());
        assertEquals(inJava(fromFile), fromFile);
        assertEquals(8L << 30, fromFile.memory().bytes());
        assertEquals(Set.of("orders"), fromFile.declaredCaches());
        VarveConfiguration<Object, Object> order = fromFile.configure("com.acme.Order", new MutableConfiguration<>());
        assertEquals("small", order.getStoreName());
        assertEquals(FactoryBuilder.factoryOf(new FixedExpiry(TimeSpan.parse("10m"), null, TimeSpan.parse("5m"))), order.getExpiryPolicyFactory());
    }

    @Test
    void propertiesGoBeforeSystemPropertiesBeforeTheFile() throws IOException {
        URI uri = file("varve.store { capacity = 10MiB, max-capacity = 11MiB, block-size = 4k }");
        System.setProperty("varve.store.capacity", "12MiB");
        System.setProperty("varve.store.block-size", "8k");
        try {
            StoreSettings store = read(uri, LOADER, properties("varve.store.capacity", "14MiB")).store();
            assertEquals("14 MiB", store.capacity().toString());
            assertEquals("11 MiB", store.maxCapacity().toString());
            assertEquals(8 << 10, store.blockSize());
            assertEquals("12 MiB", read(uri, LOADER, new Properties()).store().capacity().toString());
            System.setProperty("varve.store.capacity", "nonsense");
            SettingsException e = assertThrows(SettingsException.class, () -> read(uri, LOADER, new Properties()));
            assertTrue(e.getMessage().startsWith("system property varve.store.capacity: found 'nonsense'"), e.getMessage());
        } finally {
            System.clearProperty("varve.store.capacity");
            System.clearProperty("varve.store.block-size");
        }
    }

    /** Numbers, defaults behind them, and what is none of ours. */
    @Test
    void propertiesAsTheyComeFromFrameworks() {
        Properties properties = new Properties(properties("varve.store.block-size", "8k"));
        properties.put("varve.store.capacity", 64L << 20);
        properties.put("somebody.elses", new Object());
        properties.put("varve.memory", "unsafe");
        StoreSettings store = read(URI.create("test"), LOADER, properties).store();
        assertEquals(MemoryAmount.ofBytes(64 << 20), store.capacity());
        assertEquals(8 << 10, store.blockSize());
    }

    @Test
    void aFileIsFoundOnTheClassPathOnDiskAndInJars() throws IOException {
        Files.writeString(directory.resolve("varve.conf"), "varve.store.capacity = 9MiB");
        Files.createDirectories(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/other.conf"), "varve.store.capacity = 10MiB");
        Path jar = directory.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("in.conf"));
            zip.write("varve.store.capacity = 11MiB".getBytes());
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, LOADER)) {
            assertEquals("9 MiB", capacity(DEFAULT.toString(), loader));
            assertEquals("10 MiB", capacity("classpath:conf/other.conf", loader));
            assertEquals("10 MiB", capacity("classpath:///conf/other.conf", loader));
            assertEquals("10 MiB", capacity("conf/other.conf", loader));
            assertEquals("10 MiB", capacity(directory.resolve("conf/other.conf").toUri().toString(), loader));
            assertEquals("10 MiB", capacity(directory.resolve("conf/other.conf").toString(), LOADER));
            assertEquals("11 MiB", capacity("jar:" + jar.toUri() + "!/in.conf", loader));
        }
        Path spaced = Files.createDirectories(directory.resolve("a b"));
        Files.writeString(spaced.resolve("c d.conf"), "varve.store.capacity = 12MiB");
        assertEquals("12 MiB", capacity(spaced.resolve("c d.conf").toUri().toString(), LOADER));
        assertEquals("found no file not/there", assertThrows(SettingsException.class, () -> capacity("file:not/there", LOADER)).getMessage());
        // Without the file the default URI has no settings, and a URI that is only a name has none.
        assertEquals(VarveSettings.builder().build(), read(DEFAULT, LOADER, new Properties()));
        assertEquals(VarveSettings.builder().build(), read(URI.create("test:anything"), LOADER, new Properties()));
        assertEquals(VarveSettings.builder().build(), read(URI.create("http://example.org/manager"), LOADER, new Properties()));
    }

    private static String capacity(String uri, ClassLoader loader) {
        return read(URI.create(uri), loader, new Properties()).store().capacity().toString();
    }

    @Test
    void filesMayIncludeAndRefer() throws IOException {
        Files.writeString(directory.resolve("common.conf"), "varve.caches.\"*\" { statistics = on\n floor = ${varve.caches.\"*\".ceiling} }");
        URI uri = file("include \"common.conf\"\nvarve.caches.\"*\".ceiling = 1MiB\nvarve.store.capacity = ${varve.test.capacity}");
        System.setProperty("varve.test.capacity", "13MiB");
        try {
            VarveSettings settings = read(uri, LOADER, new Properties());
            assertEquals("13 MiB", settings.store().capacity().toString());
            assertEquals(1 << 20, settings.configure("any", new MutableConfiguration<>()).getFloor());
            assertTrue(settings.configure("any", new MutableConfiguration<>()).isStatisticsEnabled());
        } finally {
            System.clearProperty("varve.test.capacity");
        }
        Files.writeString(directory.resolve("common.conf"), "\n\nvarve.store.capacity = lots");
        SettingsException e = assertThrows(SettingsException.class, () -> read(file("include \"common.conf\""), LOADER, new Properties()));
        assertTrue(e.getMessage().startsWith("common.conf:3: varve.store.capacity: found 'lots'"), e.getMessage());
    }

    @Test
    void nullTakesBack() throws IOException {
        assertEquals(VarveSettings.builder().build().store(), read(file("varve.store.capacity = 9MiB\nvarve.store.capacity = null"), LOADER,
                new Properties()).store());
    }
}
