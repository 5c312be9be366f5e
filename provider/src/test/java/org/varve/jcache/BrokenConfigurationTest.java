package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.varve.config.ByteSize;
import org.varve.config.MachineMemory;
import org.varve.config.SettingsException;
import org.varve.config.file.SampleListener;

/** What cannot be used is refused when the manager is made: with file, line, setting, what was found, what is allowed. */
class BrokenConfigurationTest {
    private static final String SIZE =
            "a whole number of bytes, or one followed by k, m, g or t (also KiB, MiB, GiB, TiB, KB, MB, GB, TB)";
    private static final String AMOUNT = SIZE + ", or a percentage of the machine's memory from 1% to 100%";
    private static final String STORE_KEYS = "block-size, capacity, eviction-exponent, max-capacity, reclaim-threads, segment-size";
    private static final String CACHE_KEYS = "ceiling, compression, deserialization-filter, expiry, floor, graph-codec, key-serializer,"
            + " key-type, listeners, loader-factory, management, read-through, serialized-limit, statistics, store, value-serializer,"
            + " value-type, write-through, writer-factory";
    private static final String LOADER = "the name of a class with a public constructor without parameters that is a"
            + " javax.cache.integration.CacheLoader or a Factory of them";

    private final VarveCachingProvider provider = new VarveCachingProvider();
    @TempDir Path directory;

    @AfterEach
    void closeProvider() {
        provider.close();
    }

    /** What is broken, the file, the message. */
    static Stream<Arguments> broken() {
        return Stream.of(stores(), caches(), sums(), syntax()).flatMap(kinds -> kinds);
    }

    private static Stream<Arguments> stores() {
        return Stream.of(
                Arguments.of("unknown setting of a store", "varve.store {\n  capcity = 64MiB\n}",
                        "varve.conf:2: varve.store.capcity: found a setting that does not exist; allowed are " + STORE_KEYS),
                Arguments.of("unknown group", "varve {\n\n  cahces {}\n}",
                        "varve.conf:3: varve.cahces: found a setting that does not exist; allowed are caches, container-memory, store, stores"),
                Arguments.of("outside of varve", "store { capacity = 64MiB }",
                        "varve.conf:1: store: found a setting that does not exist; allowed are varve"),
                Arguments.of("wrong unit of memory", "varve.store.capacity = 64 parsecs",
                        "varve.conf:1: varve.store.capacity: found '64 parsecs'; allowed is " + AMOUNT + ", or 'auto'"),
                Arguments.of("percentage above a hundred", "varve.store.capacity = 120%",
                        "varve.conf:1: varve.store.capacity: found '120%'; allowed is " + AMOUNT + ", or 'auto'"),
                Arguments.of("too small a store", "varve.store.capacity = 1MiB",
                        "varve.conf:1: varve.store.capacity: found '1 MiB'; allowed is " + AMOUNT + "; the result must lie between 8 MiB and 1 TiB"),
                Arguments.of("highest below first", "varve.store {\n capacity = 64MiB\n max-capacity = 32MiB }",
                        "varve.conf:3: varve.store.max-capacity: found '32 MiB'; allowed is from the capacity, 64 MiB, to 16 GiB: at most 256 times the"
                                + " capacity"),
                Arguments.of("block of odd size", "varve.store.block-size = 10KiB",
                        "varve.conf:1: varve.store.block-size: found '10 KiB'; allowed is a power of two from 4 KiB to 64 KiB"),
                Arguments.of("block larger than segment", "varve.store { capacity = 16MiB, block-size = 64KiB, segment-size = 32KiB }",
                        "varve.conf:1: varve.store.segment-size: found '32 KiB'; allowed is a multiple of the block, 64 KiB, from 64 KiB to 1 MiB: a"
                                + " 1024th to a 16th of the capacity"),
                Arguments.of("segment too large for the store", "varve.store { capacity = 16MiB, segment-size = 4MiB }",
                        "varve.conf:1: varve.store.segment-size: found '4 MiB'; allowed is a multiple of the block, 4 KiB, from 16 KiB to 1 MiB: a"
                                + " 1024th to a 16th of the capacity"),
                Arguments.of("no threads", "varve.store.reclaim-threads = 0",
                        "varve.conf:1: varve.store.reclaim-threads: found '0'; allowed is 1 to 64"),
                Arguments.of("no number", "varve.store.eviction-exponent = much",
                        "varve.conf:1: varve.store.eviction-exponent: found 'much'; allowed is 0 to 2"),
                Arguments.of("further store without capacity", "varve.stores {\n sessions {}\n}",
                        "varve.conf:2: varve.stores.sessions: store 'sessions' has no capacity; allowed is " + AMOUNT),
                Arguments.of("second default store", "varve.stores.default.capacity = 64MiB",
                        "varve.conf:1: varve.stores.default: name of a store: found 'default'; allowed is letters, digits, '-' and '_'; not 'default',"
                                + " which is varve.store"));
    }

    private static Stream<Arguments> caches() {
        return Stream.of(
                Arguments.of("unknown setting of a cache", "varve.caches.\"com.acme.*\" {\n  ttl = 10m\n}",
                        "varve.conf:2: varve.caches.\"com.acme.*\".ttl: found a setting that does not exist; allowed are " + CACHE_KEYS),
                Arguments.of("a name without quotes", "varve.caches {\n  com.acme.Order { expiry { creation = 10m } }\n}",
                        "varve.conf:2: varve.caches.com: found groups of settings that do not exist; allowed, if that is the name of a cache, is the whole"
                                + " of it in quotes: \"com.acme.Order\""),
                Arguments.of("unknown kind of expiry", "varve.caches.orders.expiry.read = 10m",
                        "varve.conf:1: varve.caches.orders.expiry.read: found a setting that does not exist; allowed are access, creation, update"),
                Arguments.of("time without unit", "varve.caches.orders.expiry.creation = 600",
                        "varve.conf:1: varve.caches.orders.expiry.creation: found '600'; allowed is 'eternal', or a whole number and its unit: ms, s, m"
                                + " (minutes), h or d, also written out"),
                Arguments.of("time with a unit of memory", "varve.caches.orders.expiry.access = 10MiB",
                        "varve.conf:1: varve.caches.orders.expiry.access: found '10MiB'; allowed is 'eternal', or a whole number and its unit: ms, s, m"
                                + " (minutes), h or d, also written out, or 'unchanged'"),
                Arguments.of("a limit beyond the largest array", "varve.caches.orders.serialized-limit = 2147483647",
                        "varve.conf:1: varve.caches.orders.serialized-limit: found '2147483647'; allowed is 1 byte or more: " + SIZE),
                Arguments.of("neither on nor off", "varve.caches.orders.statistics = maybe",
                        "varve.conf:1: varve.caches.orders.statistics: found 'maybe'; allowed is on or off"),
                Arguments.of("a store that is not there", "varve.stores.small.capacity = 8MiB\nvarve.caches.orders { store = smal }",
                        "varve.conf:2: cache 'orders': store: found 'smal'; allowed is one of [default, small], or a store of its own with a capacity"),
                Arguments.of("a class that is not there", "varve.caches.orders {\n read-through = on\n loader-factory = com.acme.Missing\n}",
                        "varve.conf:3: varve.caches.orders.loader-factory: found 'com.acme.Missing'; allowed is " + LOADER
                                + "; the manager's class loader has no class com.acme.Missing (java.lang.ClassNotFoundException: com.acme.Missing)"),
                Arguments.of("a class of another kind", "varve.caches.orders.loader-factory = java.lang.String",
                        "varve.conf:1: varve.caches.orders.loader-factory: found 'java.lang.String'; allowed is " + LOADER
                                + "; java.lang.String is no javax.cache.integration.CacheLoader"),
                Arguments.of("nothing to load with", "varve.caches {\n  orders { read-through = on }\n}",
                        "varve.conf:2: cache 'orders': read-through is on, but there is no loader-factory to do it with"),
                Arguments.of("a listener without class", "varve.caches.orders.listeners = [ { synchronous = on } ]",
                        "varve.conf:1: varve.caches.orders.listeners.0: a listener without class; allowed is the name of a class with a public"
                                + " constructor without parameters that is a javax.cache.event.CacheEntryListener or a Factory of them"),
                Arguments.of("a listener twice", "varve.caches.orders.listeners = [ " + SampleListener.class.getName() + ", \"" + SampleListener.class.getName()
                        + "\" ]", "varve.conf:1: varve.caches.orders.listeners.1: a listener with an equal configuration is registered already"),
                Arguments.of("a filter that is none", "varve.caches.orders.deserialization-filter = \"maxdepth=deep\"",
                        "varve.conf:1: varve.caches.orders.deserialization-filter: found 'maxdepth=deep'; allowed is a pattern as of jdk.serialFilter,"
                                + " such as com.acme.**;java.**;!*"));
    }

    private static Stream<Arguments> sums() {
        return Stream.of(
                Arguments.of("floors over the capacity", """
                        varve.store.capacity = 64MiB
                        varve.caches {
                          orders { floor = 20MiB }
                          users {
                            floor = 13MiB
                          }
                        }""",
                        "floors of the caches in store 'default': found '33 MiB'; allowed is up to 32 MiB, half of its capacity (varve.conf:1:"
                                + " varve.store.capacity): 20 MiB for 'orders' (varve.conf:3), 13 MiB for 'users' (varve.conf:5)"),
                Arguments.of("a floor over the capacity", "varve.store.capacity = 64MiB\nvarve.caches.\"com.*\" { floor = 1g }",
                        "varve.conf:2: cache 'com.*': floor: found '1 GiB'; allowed is up to 32 MiB, half of the capacity of its store"),
                Arguments.of("floor over ceiling", "varve.caches.orders { floor = 2MiB, ceiling = 1MiB }",
                        "varve.conf:1: cache 'orders': floor and ceiling: found '2 MiB' and '1 MiB'; allowed is 0 <= floor <= ceiling"),
                Arguments.of("its own store in pieces", "varve.caches.orders.store { segment-size = 64KiB }",
                        "varve.conf:1: varve.caches.orders.store: a store of its own without capacity"));
    }

    private static Stream<Arguments> syntax() {
        return Stream.of(
                Arguments.of("a value where a group belongs", "varve.store = 64MiB",
                        "varve.conf:1: varve.store: found '64MiB'; allowed is a group of settings in braces"),
                Arguments.of("a group where a value belongs", "varve.store.capacity { is = 64MiB }",
                        "varve.conf:1: varve.store.capacity: found '{ is }'; allowed is " + AMOUNT + ", or 'auto'"),
                Arguments.of("a variable that is not set", "varve.store.capacity = ${VARVE_TEST_THAT_NOBODY_SETS}",
                        "varve.conf:1: Could not resolve substitution to a value: ${VARVE_TEST_THAT_NOBODY_SETS}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void isRefusedWithFileLineSettingWhatWasFoundAndWhatIsAllowed(String kind, String file, String message) throws IOException {
        URI uri = write(file);
        Set<Thread> before = storeThreads();
        assertEquals("cache manager " + uri + ": " + message, refused(uri, new Properties()));
        Set<Thread> started = storeThreads();
        // Those of stores that other tests have closed may still be ending.
        started.removeAll(before);
        assertEquals(Set.of(), started);
        // Nothing of it stays: with another file there is another manager.
        write("varve { store.capacity = 8MiB, caches.fine {} }");
        try (CacheManager manager = provider.getCacheManager(uri, null)) {
            manager.getCache("fine").put(1, 1);
        }
    }

    @Test
    void aFileThatDoesNotEnd() throws IOException {
        URI uri = write("varve {\n store {\n capacity = 64MiB\n");
        String message = refused(uri, new Properties());
        assertEquals("cache manager " + uri + ": varve.conf:4: ", message.substring(0, message.indexOf(":4: ") + 4));
    }

    @Test
    void heapAndStoresOverTheContainersMemory() throws IOException {
        long heap = MachineMemory.detect().maxHeap();
        URI uri = write("varve {\n container-memory = " + (heap + (100 << 20)) + "\n store.capacity = 64MiB\n stores.b.capacity = 40MiB }");
        assertEquals("cache manager " + uri + ": found heap " + ByteSize.format(heap)
                + " (-Xmx) + store 'default' 64 MiB + store 'b' 40 MiB, which is more than the " + ByteSize.format(heap + (100 << 20))
                + " of varve.container-memory; allowed are stores of 100 MiB together: lower the heap or varve.store.capacity, raise the container's"
                + " limit, or say by varve.container-memory what there is if that is not it", refused(uri, new Properties()));
    }

    @Test
    void propertiesAreNamedAsSuch() {
        Properties properties = new Properties();
        properties.setProperty("varve.store.capcity", "64m");
        assertEquals("cache manager test:p: manager property varve.store.capcity: found a setting that does not exist; allowed are " + STORE_KEYS,
                refused(URI.create("test:p"), properties));
        properties.clear();
        properties.setProperty("varve.caches.com.acme.Order.flor", "64m");
        assertEquals("cache manager test:p: manager property varve.caches.\"com.acme.Order\".flor: found a setting that does not exist; allowed are "
                + CACHE_KEYS, refused(URI.create("test:p"), properties));
        properties.clear();
        properties.setProperty("varve.caches.orders.store", "small");
        properties.setProperty("varve.caches.orders.store.capacity", "8m");
        assertEquals("cache manager test:p: manager property varve.caches.orders.store.capacity: found '8m' beside 'small' for the same setting;"
                + " allowed is one of both", refused(URI.create("test:p"), properties));
        properties.clear();
        properties.setProperty("varve.caches.\"orders.floor", "8m");
        assertEquals("cache manager test:p: property varve.caches.\"orders.floor: found a quote that does not end",
                refused(URI.create("test:p"), properties));
    }

    @Test
    void filesThatAreNotThere() {
        URI missing = directory.resolve("missing.conf").toUri();
        assertEquals("cache manager " + missing + ": found no file " + missing.getPath(), refused(missing, new Properties()));
        URI onClassPath = URI.create("classpath:not/there.conf");
        String message = refused(onClassPath, new Properties());
        assertEquals("cache manager classpath:not/there.conf: found no file not/there.conf on the class path of ",
                message.substring(0, message.indexOf(" of ") + 4));
        message = refused(URI.create("not/there.conf"), new Properties());
        assertEquals("cache manager not/there.conf: found no file not/there.conf, neither on the class path",
                message.substring(0, message.indexOf(" of ")));
        URI strange = URI.create("clsspath:varve.conf");
        assertEquals("cache manager clsspath:varve.conf: URI of the cache manager: found 'clsspath:varve.conf'; allowed is classpath:, file:, jar: or"
                + " another scheme that this JVM can open, or a path on the class path or disk", refused(strange, new Properties()));
    }

    private String refused(URI uri, Properties properties) {
        return assertThrows(SettingsException.class, () -> provider.getCacheManager(uri, null, properties)).getMessage();
    }

    private static Set<Thread> storeThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("varve-"));
        return threads;
    }

    private URI write(String text) throws IOException {
        return Files.writeString(directory.resolve("varve.conf"), text).toUri();
    }
}
