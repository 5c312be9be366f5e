package org.varve.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Heap that operations allocate on the thread that does them. */
public final class Allocation {
    private static final int BATCHES = 200;

    private Allocation() {
    }

    /** Bytes on the heap per operation. */
    public static double perOperation(Loop loop) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        loop.batch();
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (int i = 0; i < BATCHES; i++) {
            sum += loop.batch();
        }
        long after = threads.getCurrentThreadAllocatedBytes();
        if (sum == Long.MIN_VALUE) {
            throw new IllegalStateException("the operations did nothing");
        }
        return (double) (after - before) / ((long) BATCHES * Loop.BATCH);
    }
}
