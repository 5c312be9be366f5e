package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.observe.PassKind;
import org.varve.store.observe.PassReport;
import org.varve.store.observe.StoreObserver;
import org.varve.store.segment.Geometry;

/** Before a store is full it carries a few segments over that need not be, once, and nothing is lost by that. */
class RehearsalTest {
    /** 1,024 blocks of 4 KiB in segments of eight, no background thread. */
    private static final Geometry GEOMETRY = new Geometry(12, 1024, 20, 8, 14, 1);
    private static final int LENGTH = 100;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final List<PassReport> passes = new ArrayList<>();
    private Store store;

    private Keyspace open(Geometry geometry) {
        StoreObserver notes = new StoreObserver() {
            @Override
            public Consumer<PassReport> passBegins(PassKind kind) {
                return passes::add;
            }
        };
        store = stores.open(StoreOptions.of("test", StoreOptions.MIN_CAPACITY, stores.time()).withObserver(notes), geometry, new CheckedMemory());
        return store.openKeyspace("rehearsed", false);
    }

    private static void put(Keyspace keyspace, int from, int to) {
        for (int i = from; i < to; i++) {
            Mappings.put(keyspace, Mappings.key("k" + i), Mappings.value(i, LENGTH));
        }
    }

    private void workWhileNeeded() {
        int steps = 0;
        while (store.parts().reclaimer().work()) {
            assertTrue(++steps < 10_000, "it does not come to rest");
        }
    }

    private long copied() {
        return store.parts().counters().copiedBytes();
    }

    @Test
    void itIsDoneOnceBeforeTheStoreIsFull() {
        Keyspace keyspace = open(GEOMETRY);
        put(keyspace, 0, 20_000);
        assertEquals(0, copied());
        workWhileNeeded();
        long copied = copied();
        assertTrue(copied > 7L * 8 * 4096 * 9 / 10 && copied <= 8 * 8 * 4096, "eight segments, copied " + copied);
        assertEquals(0, keyspace.evictions());
        for (int i = 0; i < 20_000; i++) {
            assertArrayEquals(Mappings.value(i, LENGTH), Mappings.get(keyspace, Mappings.key("k" + i)));
        }
        put(keyspace, 20_000, 25_000);
        workWhileNeeded();
        assertEquals(copied, copied(), "nothing is dead");
        assertEquals(25_000, keyspace.size());
    }

    @Test
    void aStoreThatIsHardlyUsedNeedsNone() {
        Keyspace keyspace = open(GEOMETRY);
        put(keyspace, 0, 10_000);
        workWhileNeeded();
        assertEquals(0, copied());
    }

    @Test
    void whoHasReclaimedNeedsNone() {
        Keyspace keyspace = open(GEOMETRY);
        for (int round = 0; round < 3; round++) {
            put(keyspace, 0, 80_000);
        }
        assertTrue(keyspace.evictions() > 1 << 16, "evicted " + keyspace.evictions());
        keyspace.clear();
        workWhileNeeded();
        long before = copied();
        put(keyspace, 0, 20_000);
        workWhileNeeded();
        assertEquals(before, copied());
    }

    @Test
    void whoIsShortOfBlocksDoesNotWaitForIt() {
        Keyspace keyspace = open(GEOMETRY);
        put(keyspace, 0, 20_000);
        while (copied() == 0) {
            assertTrue(store.parts().reclaimer().work(), "gets extents, and deals with a slice of the first segment");
        }
        long begun = copied();
        assertTrue(begun > 0 && begun < 8 * 4096, "copied " + begun);
        put(keyspace, 20_000, 60_000);
        assertTrue(keyspace.evictions() > 20_000, "evicted " + keyspace.evictions());
        assertEquals(PassKind.COMPACTION, passes.get(0).kind());
        assertFalse(passes.get(0).isComplete());
        assertEquals(begun, passes.get(0).copiedBytes());
        workWhileNeeded();
        assertTrue(keyspace.size() > 20_000, "left " + keyspace.size());
    }

    @Test
    void theBackgroundDoesItByItself() throws InterruptedException {
        try (Store running = Store.open(StoreOptions.of("running", StoreOptions.MIN_CAPACITY, TimeSource.system()).withReclaimThreads(1))) {
            Keyspace keyspace = running.openKeyspace("rehearsed", false);
            // It is awake when it takes the last extent.
            for (int i = 0; i < 46_000; i++) {
                Mappings.put(keyspace, Mappings.key("k" + i), Mappings.value(i, LENGTH));
                if (i % 1_000 == 0) {
                    Thread.sleep(1);
                }
            }
            for (int tries = 0; tries < 1_000 && running.parts().counters().copiedBytes() == 0; tries++) {
                Thread.sleep(10);
            }
            assertTrue(running.parts().counters().copiedBytes() > 0);
            assertEquals(0, keyspace.evictions());
        }
    }

    @Test
    void whatIsLargeStaysWhereItIs() {
        Keyspace keyspace = open(GEOMETRY);
        for (int i = 0; i < 24; i++) {
            Mappings.put(keyspace, Mappings.key("large" + i), Mappings.value(i, 100_000));
        }
        workWhileNeeded();
        assertEquals(0, copied());
        assertEquals(24, keyspace.size());
    }

    @Test
    void whereAgeIsNotToldApartTheOldestWouldBecomeTheYoungest() {
        Keyspace keyspace = open(new Geometry(12, 500, 20, 8, 14, 1));
        put(keyspace, 0, 9_000);
        workWhileNeeded();
        assertEquals(0, copied());
    }
}
