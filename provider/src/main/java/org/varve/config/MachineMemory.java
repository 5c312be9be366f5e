package org.varve.config;

import java.lang.management.ManagementFactory;

/**
 * How much memory this process may count on.
 *
 * @param bytes  total memory
 * @param source where the figure comes from, for the log
 */
record MachineMemory(long bytes, String source) {
    /** The JVM's default maximum heap is this fraction of the memory it sees, which is what we work back from. */
    private static final long DEFAULT_HEAP_FRACTION = 4;

    static MachineMemory detect() {
        try {
            long total = OperatingSystem.totalMemory();
            if (total > 0) {
                return new MachineMemory(total, "the memory of this machine or container");
            }
        } catch (LinkageError e) {
            // A run-time image without the jdk.management module: the heap's own limit has to do.
            return fromHeap(Runtime.getRuntime().maxMemory());
        }
        return fromHeap(Runtime.getRuntime().maxMemory());
    }

    static MachineMemory fromHeap(long maxHeap) {
        long guess = maxHeap > Long.MAX_VALUE / DEFAULT_HEAP_FRACTION ? Long.MAX_VALUE : maxHeap * DEFAULT_HEAP_FRACTION;
        return new MachineMemory(guess, "a guess of the machine's memory, four times the maximum heap");
    }

    /** Alone in a class of its own, so that a missing module is a LinkageError at its first use and nowhere else. */
    private static final class OperatingSystem {
        static long totalMemory() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                    ? bean.getTotalMemorySize() : 0;
        }
    }
}
