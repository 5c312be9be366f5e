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
import org.varve.store.segment.SegmentFigures;

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

    /** Otherwise nearly all of it changed its stream when the store is full, while somebody waits for room. */
    @Test
    void afterwardsStreamsHaveTheirSharesOfWhatThereIs() {
        Keyspace keyspace = open(GEOMETRY);
        put(keyspace, 0, 20_000);
        assertEquals(0, store.parts().segments().figures().probation());
        workWhileNeeded();
        SegmentFigures figures = store.parts().segments().figures();
        assertEquals(figures.all() * 0.89, figures.probation(), figures.all() * 0.05, figures::toString);
    }

    /** A cache that has become too large by the time when the store is full loses its oldest. */
    @Test
    void whereACacheHasACeilingTheOldestStayInTheWindow() {
        open(GEOMETRY);
        Keyspace bounded = store.openKeyspace(KeyspaceOptions.of("bounded", false).withCeiling(2_000_000));
        put(bounded, 0, 16_000);
        Keyspace other = store.openKeyspace("other", false);
        put(other, 0, 4_000);
        workWhileNeeded();
        assertTrue(copied() > 0);
        assertEquals(0, store.parts().segments().figures().probation());
        put(bounded, 16_000, 22_000);
        put(other, 4_000, 24_000);
        assertTrue(bounded.evictions() > 1_000, "evicted " + bounded.evictions());
        for (int i = 16_000; i < 22_000; i++) {
            assertArrayEquals(Mappings.value(i, LENGTH), Mappings.get(bounded, Mappings.key("k" + i)), "a young one");
        }
    }

    /** It has been full, and there is room now; what was in use is not to compete for that reason. */
    @Test
    void whatIsProtectedStaysProtected() {
        Keyspace hot = open(GEOMETRY);
        Keyspace cold = store.openKeyspace("cold", false);
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < 900; i++) {
                Mappings.put(hot, Mappings.key("h" + i), Mappings.value(i, 3_000));
                Mappings.get(hot, Mappings.key("h" + i));
            }
            for (int i = 0; i < 300; i++) {
                Mappings.put(cold, Mappings.key(round + "-" + i), Mappings.value(i, 3_000));
                Mappings.get(hot, Mappings.key("h" + i * 3));
            }
        }
        cold.clear();
        long before = store.parts().segments().figures().protectedOnes();
        workWhileNeeded();
        long after = store.parts().segments().figures().protectedOnes();
        assertTrue(before > 20, "protected: " + before);
        assertTrue(after >= before - 2, "protected " + before + " before, " + after + " after");
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
