package org.varve.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operating system says that this process keeps in memory. */
public final class Resident {
    private static final Path EXACT = Path.of("/proc/self/smaps_rollup");
    /** Some threads' last few pages may be missing in its figure. */
    private static final Path QUICK = Path.of("/proc/self/status");

    private Resident() {
    }

    /** Bytes; -1 where the operating system does not say so in a file. */
    public static long bytes() {
        long exact = read(EXACT, "Rss:");
        return exact >= 0 ? exact : read(QUICK, "VmRSS:");
    }

    private static long read(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            return -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Bytes that are resident beside the heap. Meaningful only if the heap is all resident, see {@link #isHeapFixed}. */
    public static long beyondHeap() {
        return bytes() - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    /** True if the JVM was started with a heap that is of one size and touched at once. */
    public static boolean isHeapFixed() {
        List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return arguments.contains("-XX:+AlwaysPreTouch") && heap.getInit() >= heap.getMax();
    }
}
