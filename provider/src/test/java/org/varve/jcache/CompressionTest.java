package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.varve.ChildJvm;
import org.varve.codec.CodecSettings;
import org.varve.codec.CompressionFigures;

/** Caches that compress their values, and what happens where the library is absent. */
class CompressionTest extends CacheFixture {
    /** A configuration that also says from which size on values are compressed. */
    static final class Compressing<V> extends MutableConfiguration<String, V> implements CodecSettings.Source {
        private static final long serialVersionUID = 1L;

        private final int threshold;

        Compressing(int threshold) {
            this.threshold = threshold;
        }

        @Override
        public CodecSettings codecSettings() {
            return CodecSettings.builder().compressionThreshold(threshold).build();
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof Compressing<?> that && threshold == that.threshold;
        }

        @Override
        public int hashCode() {
            return super.hashCode() + threshold;
        }
    }

    private static String text(int number) {
        return ("value " + number + " of many, ").repeat(500);
    }

    @Test
    void longValuesTakeLessRoomAndTheFiguresSaySo() {
        Cache<String, String> cache = manager.createCache("small", new Compressing<String>(1_000));
        Cache<String, String> plain = manager.createCache("large", strings());
        for (int i = 0; i < 100; i++) {
            plain.put("key " + i, text(i));
        }
        long liveOfPlain = manager.storeFigures().live();
        for (int i = 0; i < 100; i++) {
            cache.put("key " + i, text(i));
        }
        long live = manager.storeFigures().live() - liveOfPlain;
        assertTrue(live * 20 < liveOfPlain, live + " instead of " + liveOfPlain);
        CompressionFigures figures = cache.unwrap(VarveCache.class).compressionFigures();
        assertEquals(100, figures.compressed());
        assertTrue(figures.ratio() > 20, figures + "");
        assertEquals(CompressionFigures.NONE, plain.unwrap(VarveCache.class).compressionFigures());
        for (int i = 0; i < 100; i++) {
            assertEquals(text(i), cache.get("key " + i));
        }
    }

    @Test
    void valuesAreComparedAsEver() {
        Cache<String, String> cache = manager.createCache("compared", new Compressing<String>(100));
        cache.put("key", text(1));
        assertFalse(cache.replace("key", text(2), text(3)));
        assertTrue(cache.replace("key", text(1), text(2)));
        assertFalse(cache.remove("key", text(1)));
        assertEquals(text(2), cache.getAndPut("key", text(3)));
        assertEquals(Map.of("key", text(3)), cache.getAll(java.util.Set.of("key")));
        assertTrue(cache.remove("key", text(3)));
        assertFalse(cache.containsKey("key"));
    }

    @Test
    void valuesLargerThanAnyPooledBufferComeBack() {
        Cache<String, byte[]> cache = manager.createCache("huge", new Compressing<byte[]>(100));
        byte[] value = new byte[3_000_000];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i >>> 8);
        }
        cache.put("key", value);
        assertArrayEquals(value, cache.get("key"));
        assertEquals(1, cache.unwrap(VarveCache.class).compressionFigures().compressed());
    }

    /** In a JVM of its own, with the library or without it. */
    static final class Program {
        private Program() {
        }

        /** @param arguments the compression threshold */
        public static void main(String[] arguments) {
            VarveCachingProvider provider = new VarveCachingProvider();
            try (javax.cache.CacheManager manager = provider.getCacheManager(URI.create("test:compression"), null)) {
                Cache<String, String> cache = manager.createCache("cache", new Compressing<String>(Integer.parseInt(arguments[0])));
                cache.put("key", text(1));
                System.out.println("same " + text(1).equals(cache.get("key")));
            } catch (CacheException refused) {
                System.out.println("refused " + refused.getMessage());
            }
        }
    }

    @Test
    void withoutTheLibraryOnlyACacheThatAsksForItIsRefused() throws Exception {
        List<String> refused = run(false, "100");
        assertTrue(refused.stream().anyMatch(line -> line.startsWith("refused cache 'cache' could not be created: ") && line.contains("at.yawk.lz4:lz4-java")
                && line.contains("100 bytes")), refused::toString);
        List<String> accepted = run(false, "0");
        assertTrue(accepted.contains("same true"), accepted::toString);
    }

    @Test
    void theLibraryIsLoadedOnlyWhenItIsAskedFor() throws Exception {
        List<String> without = run(true, "0");
        assertTrue(without.contains("same true"), without::toString);
        assertFalse(without.stream().anyMatch(line -> line.contains("net.jpountz")), "loaded without need");
        List<String> with = run(true, "100");
        assertTrue(with.contains("same true"), with::toString);
        assertTrue(with.stream().anyMatch(line -> line.contains("net.jpountz")), "not loaded");
        assertFalse(with.stream().anyMatch(line -> line.contains("net.jpountz.util.UnsafeUtils") || line.contains("net.jpountz.util.Native")),
                "needs what newer JDKs deny");
    }

    private static List<String> run(boolean library, String threshold) throws Exception {
        List<String> path = new ArrayList<>();
        Path classes = ChildJvm.location(VarveCache.class);
        path.add(classes.resolve("META-INF/versions/22").toString());
        path.add(ChildJvm.classPath(VarveCache.class, CompressionTest.class, Cache.class));
        if (library) {
            path.add(ChildJvm.classPath(net.jpountz.lz4.LZ4Factory.class));
        }
        return ChildJvm.run(String.join(File.pathSeparator, path), Program.class, List.of("-Xmx64m", "-Xlog:class+load:stdout"), threshold);
    }
}
