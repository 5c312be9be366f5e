package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.Geometry;

/** Before a store is full it carries a few segments over that need not be, once, and nothing is lost by that. */
class RehearsalTest {
    /** 1,024 blocks of 4 KiB in segments of eight, no background thread. */
    private static final Geometry GEOMETRY = new Geometry(12, 1024, 20, 8, 14, 1);
    private static final int LENGTH = 100;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final Store[] opened = new Store[1];

    private Keyspace open() {
        opened[0] = stores.open(GEOMETRY);
        return opened[0].openKeyspace("rehearsed", false);
    }

    private static void put(Keyspace keyspace, int from, int to) {
        for (int i = from; i < to; i++) {
            Mappings.put(keyspace, Mappings.key("k" + i), Mappings.value(i, LENGTH));
        }
    }

    private void workWhileNeeded() {
        while (opened[0].parts().reclaimer().work()) {
            assertFalse(opened[0].isClosed());
        }
    }

    private long copied() {
        return opened[0].parts().counters().copiedBytes();
    }

    @Test
    void itIsDoneOnceBeforeTheStoreIsFull() {
        Keyspace keyspace = open();
        put(keyspace, 0, 15_000);
        assertEquals(0, copied());
        workWhileNeeded();
        long copied = copied();
        assertTrue(copied > 7L * 8 * 4096 * 9 / 10 && copied <= 8 * 8 * 4096, "eight segments, copied " + copied);
        assertEquals(0, keyspace.evictions());
        for (int i = 0; i < 15_000; i++) {
            assertArrayEquals(Mappings.value(i, LENGTH), Mappings.get(keyspace, Mappings.key("k" + i)));
        }
        put(keyspace, 15_000, 20_000);
        workWhileNeeded();
        assertEquals(copied, copied(), "nothing is dead");
        assertEquals(20_000, keyspace.size());
    }

    @Test
    void aStoreThatIsHardlyUsedNeedsNone() {
        Keyspace keyspace = open();
        put(keyspace, 0, 5_000);
        workWhileNeeded();
        assertEquals(0, copied());
    }

    @Test
    void whoHasReclaimedNeedsNone() {
        Keyspace keyspace = open();
        for (int round = 0; round < 3; round++) {
            put(keyspace, 0, 80_000);
        }
        assertTrue(keyspace.evictions() > 1 << 16, "evicted " + keyspace.evictions());
        keyspace.clear();
        workWhileNeeded();
        long before = copied();
        put(keyspace, 0, 15_000);
        workWhileNeeded();
        assertEquals(before, copied());
    }

    @Test
    void whoIsShortOfBlocksDoesNotWaitForIt() {
        Keyspace keyspace = open();
        put(keyspace, 0, 15_000);
        while (copied() == 0) {
            assertTrue(opened[0].parts().reclaimer().work(), "gets extents, and deals with a slice of the first segment");
        }
        long begun = copied();
        assertTrue(begun > 0 && begun < 8 * 4096, "copied " + begun);
        put(keyspace, 15_000, 60_000);
        assertTrue(keyspace.evictions() > 20_000, "evicted " + keyspace.evictions());
        workWhileNeeded();
        assertTrue(keyspace.size() > 20_000, "left " + keyspace.size());
    }
}
