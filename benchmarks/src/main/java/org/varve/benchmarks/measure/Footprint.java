package org.varve.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** Memory that this process really takes, on and off the heap together: what a cache costs wherever it keeps its entries. */
public final class Footprint {
    private Footprint() {
    }

    /** Bytes resident beside the heap, which must be fixed ({@link Resident#isHeapFixed}), and bytes on the heap that survive a collection made for that. */
    public static long exact() {
        System.gc();
        return Resident.beyondHeap() + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The same without making a collection: bytes on the heap as the last one left them. */
    public static long quick() {
        long heap = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && left != null) {
                heap += left.getUsed();
            }
        }
        return Resident.beyondHeap() + heap;
    }

    /** Processor time of the process so far, in nanoseconds. */
    public static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
