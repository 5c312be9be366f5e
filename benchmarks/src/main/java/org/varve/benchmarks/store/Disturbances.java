package org.varve.benchmarks.store;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.varve.benchmarks.measure.Result;

/**
 * What has delayed threads since it was made that is not the store's doing: collections, as the JVM's beans tell, which delay all alike; and time that a virtual machine wanted to
 * compute and its host did not let it, as Linux tells, which may delay one thread and not another.
 */
final class Disturbances {
    private static final Path STATISTICS = Path.of("/proc/stat");
    /** Of the line that sums up all processors, counted from its name. */
    private static final int STOLEN = 8;
    /** The unit of that file, whatever the kernel's own is. */
    private static final int MILLIS_PER_TICK = 10;

    private final long countBefore = count();
    private final long millisBefore = millis();
    private final long stolenBefore = stolenMillis();

    private static long count() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private static long millis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
    }

    private static long stolenMillis() {
        try (var lines = Files.lines(STATISTICS)) {
            return stolenMillis(lines.findFirst().orElse(""));
        } catch (IOException e) {
            return -1;
        }
    }

    /** Of all processors together; -1 if the line does not tell. */
    static long stolenMillis(String line) {
        String[] fields = line.trim().split("\\s+");
        return fields[0].equals("cpu") && fields.length > STOLEN ? Long.parseLong(fields[STOLEN]) * MILLIS_PER_TICK : -1;
    }

    void addTo(Result result, String prefix) {
        result.with(prefix + "gc_count", count() - countBefore).with(prefix + "gc_ms", millis() - millisBefore);
        if (stolenBefore >= 0) {
            result.with(prefix + "stolen_ms", stolenMillis() - stolenBefore);
        }
    }
}
