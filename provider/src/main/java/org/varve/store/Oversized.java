package org.varve.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.varve.store.observe.OversizedReport;

/** Counts records that cannot be stored at all, and warns of them: of the first one, and then at most once a minute. */
final class Oversized {
    private static final Logger LOGGER = System.getLogger("org.varve.store");
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String keyspace;
    private final StoreParts parts;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong lastWarning = new AtomicLong();

    Oversized(StoreParts parts, String keyspace) {
        this.parts = parts;
        this.keyspace = keyspace;
    }

    void evicted(long size) {
        long n = count.incrementAndGet();
        parts.counters().oversized();
        parts.observer().oversized(new OversizedReport(keyspace, size, parts.blocks().maxRecord()));
        long now = parts.time().nanos();
        long last = lastWarning.get();
        if ((n == 1 || now - last > QUIET_NANOS) && lastWarning.compareAndSet(last, now)) {
            LOGGER.log(Level.WARNING, "Cache {0} of store {1}: an entry of {2} bytes was evicted at once: one entry may have at most"
                    + " {3} bytes (a quarter of the capacity), and less where the index or the operating system leave less room; {4} such"
                    + " entries so far. Raise the capacity or store less in one entry.",
                    keyspace, parts.name(), size, parts.blocks().maxRecord(), n);
        }
    }

    /** How many there were. */
    long count() {
        return count.get();
    }
}
