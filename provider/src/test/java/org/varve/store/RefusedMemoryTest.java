package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.Extent;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;

/** The operating system gives a part of the budget only. */
class RefusedMemoryTest {
    private static final int RECORDS = 100;

    /** Gives so many extents and no more. */
    private static final class Scarce extends Memory {
        private final Memory system = Memory.system();
        private final AtomicInteger left;

        Scarce(int extents) {
            left = new AtomicInteger(extents);
        }

        @Override
        public Extent allocate(long bytes) {
            return left.getAndDecrement() > 0 ? system.allocate(bytes) : null;
        }

        @Override
        public boolean readersMustPin() {
            return system.readersMustPin();
        }

        @Override
        public String name() {
            return system.name();
        }
    }

    @Test
    void aRecordThatFitsTheBudgetButNotTheMemoryThereIsCostsNobodyElseHisPlace() {
        Geometry geometry = Geometry.of(8L << 20, 1);
        try (Store store = Store.openQuiet("scarce", geometry, new Scarce(1), TimeSource.system())) {
            Keyspace keyspace = store.openKeyspace("scarce", false);
            for (int i = 0; i < RECORDS; i++) {
                keyspace.put(key("small" + i), new byte[1000], 0, 1000, Expiry.ETERNAL, Expiry.ETERNAL);
            }
            int most = (int) geometry.maxRecord() - 100;
            keyspace.put(key("large"), new byte[most], 0, most, Expiry.ETERNAL, Expiry.ETERNAL);
            assertEquals(Presence.ABSENT, keyspace.contains(key("large")));
            assertEquals(RECORDS, keyspace.size());
            assertEquals(1, keyspace.evictions());
            StoreFigures figures = store.figures();
            assertEquals(geometry.bytes() / 4, figures.committed());
            assertEquals(figures.committed(), figures.live() + figures.dead() + figures.free() + figures.index());
            assertTrue(figures.stallNanos() < 1_000_000_000L, "waited " + figures.stallNanos() + " ns for what could not be");
        }
    }

    private static StoreKey key(String name) {
        StoreKey key = new StoreKey();
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        key.setCanonical(encoded, encoded.length);
        return key;
    }
}
