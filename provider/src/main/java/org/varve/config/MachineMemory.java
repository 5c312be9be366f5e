package org.varve.config;

import java.lang.management.ManagementFactory;

/**
 * How much memory this process may count on.
 *
 * @param bytes   total memory
 * @param maxHeap how much of it the Java heap may become
 * @param source  where the figure comes from, for the log
 */
public record MachineMemory(long bytes, long maxHeap, String source) {
    /** The JVM's default maximum heap is this fraction of the memory it sees, which is what we work back from. */
    private static final long DEFAULT_HEAP_FRACTION = 4;

    /** What the JVM sees: the limit of the container where there is one, else the memory of the machine. */
    public static MachineMemory detect() {
        long maxHeap = heapLimit();
        try {
            long total = Platform.totalMemory();
            if (total > 0) {
                return new MachineMemory(total, maxHeap, "the memory of this machine or container");
            }
        } catch (LinkageError e) {
            // A run-time image without the jdk.management module: the heap's own limit has to do.
            return fromHeap(maxHeap);
        }
        return fromHeap(maxHeap);
    }

    /** A total that somebody has set. */
    static MachineMemory of(long bytes) {
        return new MachineMemory(bytes, heapLimit(), "varve.container-memory");
    }

    static MachineMemory fromHeap(long maxHeap) {
        long guess = maxHeap > Long.MAX_VALUE / DEFAULT_HEAP_FRACTION ? Long.MAX_VALUE : maxHeap * DEFAULT_HEAP_FRACTION;
        return new MachineMemory(guess, maxHeap, "a guess of the machine's memory, four times the maximum heap");
    }

    /** What -Xmx says. What {@link Runtime#maxMemory} says may be less: with some collectors it leaves out what is kept free. */
    private static long heapLimit() {
        try {
            return Math.max(Platform.maxHeap(), Runtime.getRuntime().maxMemory());
        } catch (LinkageError | IllegalArgumentException e) {
            // Without the module, or a JVM without the option.
            return Runtime.getRuntime().maxMemory();
        }
    }

    /** What the heap leaves; 0 where the heap may become as large as all memory. */
    long besidesHeap() {
        return Math.max(0, bytes - maxHeap);
    }

    /** Alone in a class of its own, so that a missing module is a LinkageError at its first use and nowhere else. */
    private static final class Platform {
        static long totalMemory() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                    ? bean.getTotalMemorySize() : 0;
        }

        static long maxHeap() {
            var bean = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
            return bean == null ? 0 : Long.parseLong(bean.getVMOption("MaxHeapSize").getValue());
        }
    }
}
