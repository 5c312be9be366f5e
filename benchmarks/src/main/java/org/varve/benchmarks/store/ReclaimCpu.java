package org.varve.benchmarks.store;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** Processor time of the threads that reclaim a store's memory. */
final class ReclaimCpu {
    private static final String PREFIX = "varve-reclaim";

    private ReclaimCpu() {
    }

    /** Nanoseconds that those which are alive have used so far. */
    static long nanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(PREFIX)) {
                nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }
}
