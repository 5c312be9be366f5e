package org.varve.benchmarks.store;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.varve.benchmarks.measure.Result;

/** Collections since it was made, as the JVM's beans tell: they delay every thread alike. */
final class GcPauses {
    private final long countBefore = count();
    private final long millisBefore = millis();

    private static long count() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private static long millis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
    }

    void addTo(Result result, String prefix) {
        result.with(prefix + "gc_count", count() - countBefore).with(prefix + "gc_ms", millis() - millisBefore);
    }
}
