package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.varve.ChildJvm;
import org.varve.config.StoreSettings;
import org.varve.config.VarveSettings;

/** A run-time image may lack the flight recorder, and no application has to have Micrometer or Spring. */
class WithoutModulesTest {

    /** Puts more than fits, and a thing that never fits. */
    static final class Program {
        private Program() {
        }

        public static void main(String[] arguments) throws Exception {
            VarveSettings settings = VarveSettings.builder().store(StoreSettings.builder().capacity("8m").build()).build();
            try (VarveCacheManager manager = new VarveCachingProvider().openCacheManager(null, null, settings)) {
                Cache<Integer, byte[]> cache = manager.createCache("a", new MutableConfiguration<>());
                for (int i = 0; i < 20_000; i++) {
                    cache.put(i, new byte[1000]);
                }
                cache.put(-1, new byte[5_000_000]);
                manager.resizeStore("default", 9 << 20);
                System.out.println("jdk.jfr " + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
                System.out.println("evicting " + (manager.storeFigures().evictions() > 1_000));
            }
            System.out.println("closed");
        }
    }

    @Test
    void withoutTheFlightRecorder() throws Exception {
        List<String> lines = run("--limit-modules", "java.base,java.logging,java.management,jdk.unsupported");
        assertEquals(List.of("jdk.jfr false", "evicting true", "closed"), printed(lines), () -> String.join("\n", lines));
        assertTrue(lines.stream().noneMatch(line -> line.contains("Exception") || line.contains("Error")), () -> String.join("\n", lines));
    }

    @Test
    void withIt() throws Exception {
        List<String> lines = run();
        assertEquals(List.of("jdk.jfr true", "evicting true", "closed"), printed(lines), () -> String.join("\n", lines));
    }

    private static List<String> printed(List<String> lines) {
        return lines.stream().filter(line -> line.matches("jdk.jfr .*|evicting .*|closed")).toList();
    }

    /** With nothing on the class path but cache-api. */
    private static List<String> run(String... options) throws Exception {
        return ChildJvm.run(ChildJvm.classPath(VarveCachingProvider.class, WithoutModulesTest.class, Cache.class), Program.class,
                Stream.concat(Stream.of(options), Stream.of("-Xmx64m")).toList());
    }
}
