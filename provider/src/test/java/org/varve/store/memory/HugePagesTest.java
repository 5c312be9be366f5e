package org.varve.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.varve.ChildJvm;

/** A JVM that grants native access gets huge pages from JDK 22 on; any other is left alone. */
class HugePagesTest {
    private static final boolean FOREIGN = Runtime.version().feature() >= 22;
    private static final long BYTES = 64L << 20;

    /** Takes memory, writes to all of it, reads it, and gives it back. */
    static final class Program {
        private Program() {
        }

        public static void main(String[] arguments) throws IOException {
            Memory memory = Memory.system();
            System.out.println("memory: " + memory.name());
            long before = kibibytes("VmSize");
            for (long bytes : new long[] {BYTES, 4 << 10, (4 << 20) + (64 << 10)}) {
                Extent extent = memory.allocate(bytes);
                long wrong = 0;
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    extent.putLong(at, at);
                }
                for (long at = 0; at < bytes; at += Long.BYTES) {
                    wrong += extent.getLong(at) == at ? 0 : 1;
                }
                System.out.println(bytes + " bytes, " + wrong + " wrong");
                if (bytes == BYTES) {
                    System.out.println("huge: " + (hugeKibibytes() >= BYTES / 1024));
                }
                extent.close();
            }
            // Threads and buffers of the JVM come and go, but not so many.
            System.out.println("given back: " + (kibibytes("VmSize") - before < BYTES / 2048));
        }

        private static long kibibytes(String name) throws IOException {
            return number(Path.of("/proc/self/status"), name);
        }

        private static long hugeKibibytes() throws IOException {
            return number(Path.of("/proc/self/smaps_rollup"), "AnonHugePages");
        }

        private static long number(Path file, String name) throws IOException {
            return !Files.exists(file) ? 0
                    : Files.readAllLines(file).stream().filter(line -> line.startsWith(name + ":")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        }
    }

    @Test
    void whereNativeAccessIsGranted() throws Exception {
        boolean linux = System.getProperty("os.name").equals("Linux");
        List<String> lines = run(FOREIGN ? "--enable-native-access=ALL-UNNAMED" : "-Dnothing");
        assertEquals("memory: " + (!FOREIGN ? "unsafe" : linux ? "foreign, huge pages" : "foreign"), lines.get(0), () -> String.join("\n", lines));
        assertRight(lines);
        if (FOREIGN && linux && !modes().contains("[never]")) {
            assertTrue(lines.contains("huge: true"), () -> String.join("\n", lines));
        }
    }

    @Test
    void whereItIsNot() throws Exception {
        List<String> lines = run(FOREIGN ? "-Dnothing" : "-Dnothing=17");
        assertEquals("memory: " + (FOREIGN ? "foreign" : "unsafe"), lines.get(0), () -> String.join("\n", lines));
        assertRight(lines);
    }

    /** No warning among them. */
    private static void assertRight(List<String> lines) {
        assertEquals(6, lines.size(), () -> String.join("\n", lines));
        assertEquals(3, lines.stream().filter(line -> line.endsWith(" bytes, 0 wrong")).count(), () -> String.join("\n", lines));
        assertEquals("given back: true", lines.get(5));
    }

    private static String modes() throws IOException {
        Path modes = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        return Files.exists(modes) ? Files.readString(modes) : "[never]";
    }

    private static List<String> run(String option) throws Exception {
        return ChildJvm.run(System.getProperty("java.class.path"), Program.class, List.of(option, "-Xmx64m"));
    }
}
