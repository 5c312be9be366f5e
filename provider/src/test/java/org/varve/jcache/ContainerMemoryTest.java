package org.varve.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.varve.ChildJvm;
import org.varve.config.MachineMemory;
import org.varve.config.SettingsException;
import org.varve.store.memory.Memory;

/** What heap and machine come to, in JVMs that are started with a heap of their own. */
class ContainerMemoryTest {
    private static final long TOTAL = MachineMemory.detect().bytes();

    /** Makes a manager and tells its budget, or why there is none. */
    static final class Program {
        private Program() {
        }

        public static void main(String[] arguments) {
            VarveCachingProvider provider = new VarveCachingProvider();
            try {
                System.out.println("budget " + ((VarveCacheManager) provider.getCacheManager()).storeFigures().budget());
            } catch (SettingsException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void aHeapAsLargeAsTheMachineIsRefusedAtStart() throws Exception {
        String message = run("-Xmx" + (TOTAL >> 20) + "m", "-Dvarve.store.capacity=64m");
        assertTrue(message.startsWith("cache manager org.varve.jcache.VarveCachingProvider: found heap "), message);
        assertTrue(message.contains(" (-Xmx) + store 'default' 64 MiB, which is more than the "), message);
        assertTrue(message.contains(" of the memory of this machine or container; allowed are stores of "), message);
    }

    @Test
    void aPercentageIsOneOfTheMachine() throws Exception {
        assertEquals("budget " + TOTAL / 100 * 10, run("-Xmx64m", "-Dvarve.store.capacity=10%"));
    }

    @Test
    void theDefaultGivesWayToALargeHeap() throws Exception {
        long left = Math.max(512L << 20, TOTAL / 32) >> 20 << 20;
        String budget = run("-Xmx" + ((TOTAL - left) >> 20) + "m");
        long bytes = Long.parseLong(budget.substring("budget ".length()));
        // The JVM rounds what it is given.
        assertEquals(Math.min(left / 2, TOTAL / 8), bytes, 64 << 20, budget + " of " + left);
    }

    private static String run(String... options) throws Exception {
        String classPath = ChildJvm.classPath(VarveCachingProvider.class, Memory.class, Cache.class, ContainerMemoryTest.class);
        return String.join("\n", ChildJvm.run(classPath, Program.class, Stream.concat(Stream.of(options), Stream.of("-XX:+UseSerialGC")).toList())).strip();
    }
}
