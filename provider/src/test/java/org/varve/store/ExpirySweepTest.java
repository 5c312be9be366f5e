package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.log.Head;
import org.varve.store.segment.Geometry;

/** Expired data gives its memory back though nobody touches it. */
class ExpirySweepTest {
    /** 1,024 blocks of 4 KiB: the smallest store with all classes of remaining life. */
    private static final Geometry GEOMETRY = new Geometry(12, 1024, 20, 8, 14, 1);

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private static void sweep(Store store) {
        while (store.parts().reclaimer().work()) {
            assertFalse(store.isClosed());
        }
    }

    private void fill(Keyspace keyspace, String prefix, int count, long life) {
        long expireAt = life == Expiry.ETERNAL ? Expiry.ETERNAL : stores.time().millis() + life;
        for (int i = 0; i < count; i++) {
            keyspace.put(Mappings.key(prefix + i), Mappings.value(i, 100), 0, 100, expireAt, expireAt);
        }
    }

    @Test
    void whatHasExpiredIsFreedWithoutBeingRead() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("mortal", true);
        fill(keyspace, "k", 10_000, 10_000);
        long peak = store.figures().live();
        stores.time().advance(9_999);
        sweep(store);
        assertEquals(10_000, keyspace.size());
        assertEquals(peak, store.figures().live());
        stores.time().advance(1);
        assertEquals(0, store.figures().live(), "dead although nobody has looked");
        sweep(store);
        assertEquals(0, keyspace.size());
        assertEquals(0, store.figures().dead());
        assertEquals(10_000, keyspace.expirations());
        assertEquals(0, keyspace.evictions());
        assertEquals(0, keyspace.bytes());
        assertEquals(Expiry.ETERNAL, store.parts().reclaimer().nextWork(stores.time().millis()));
    }

    @Test
    void whatLivesLongerStaysAndIsNotCopied() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("mixed", true);
        for (int round = 0; round < 20; round++) {
            fill(keyspace, "short" + round + "-", 200, 5_000);
            fill(keyspace, "middle" + round + "-", 200, 100_000);
            fill(keyspace, "eternal" + round + "-", 200, Expiry.ETERNAL);
        }
        sweep(store);
        long rehearsed = store.parts().counters().copiedBytes();
        stores.time().advance(6_000);
        sweep(store);
        assertEquals(8_000, keyspace.size());
        assertEquals(rehearsed, store.parts().counters().copiedBytes(), "records that die together lie together");
        stores.time().advance(100_000);
        sweep(store);
        assertEquals(4_000, keyspace.size());
        assertEquals(rehearsed, store.parts().counters().copiedBytes());
    }

    @Test
    void whatWasTouchedIsCarriedOver() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("touched", true);
        fill(keyspace, "k", 5_000, 10_000);
        long expireAt = stores.time().millis() + 10_000;
        for (int i = 0; i < 5_000; i += 100) {
            assertTrue(keyspace.touch(Mappings.key("k" + i), expireAt, expireAt + 30_000));
        }
        stores.time().advance(15_000);
        sweep(store);
        assertEquals(50, keyspace.size(), "half of a segment expired is enough to empty it");
        assertEquals(4_950, keyspace.expirations());
        ValueBuffer buffer = new ValueBuffer();
        assertEquals(Presence.LIVE, keyspace.get(Mappings.key("k100"), buffer));
        assertEquals(expireAt + 30_000, buffer.expireAt());
        stores.time().advance(25_000);
        sweep(store);
        assertEquals(0, keyspace.size());
        assertEquals(0, store.figures().dead());
    }

    @Test
    void theSinkSeesEachExpiredMappingOnce() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("told", true);
        Map<String, byte[]> told = new HashMap<>();
        keyspace.onExpired((key, canonical, hashCode, value) -> {
            assertTrue(canonical);
            return dropped -> {
                assertTrue(dropped);
                assertEquals(null, told.put(new String(key, StandardCharsets.UTF_8), value));
            };
        });
        fill(keyspace, "k", 1_000, 10_000);
        fill(keyspace, "stays", 10, 100_000);
        stores.time().advance(10_000);
        for (int i = 0; i < 100; i++) {
            assertEquals(Presence.EXPIRED, keyspace.remove(Mappings.key("k" + i)));
        }
        sweep(store);
        assertEquals(900, told.size(), "the others went by an operation");
        assertArrayEquals(Mappings.value(500, 100), told.get("k500"));
        keyspace.onExpired(null);
        stores.time().advance(100_000);
        sweep(store);
        assertEquals(900, told.size());
        assertEquals(0, keyspace.size());
    }

    @Test
    void aFullStoreTakesWhatHasExpiredBeforeItEvicts() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("full", true);
        fill(keyspace, "mortal", 12_000, 10_000);
        stores.time().advance(10_000);
        fill(keyspace, "eternal", 12_000, Expiry.ETERNAL);
        assertEquals(0, keyspace.evictions());
        assertEquals(12_000, keyspace.size() - (12_000 - keyspace.expirations()));
    }

    /** A record that is too large for the free blocks, before one that has expired. */
    @Test
    void whatCannotBeMovedForLackOfRoomIsNotTriedForEver() {
        Store store = stores.open(new Geometry(16, 512, 22, 64, 10, 1));
        Keyspace keyspace = store.openKeyspace("large", true);
        int block = 1 << 16;
        long now = stores.time().millis();
        Mappings.put(keyspace, Mappings.key("first"), new byte[100]);
        keyspace.put(Mappings.key("stays"), new byte[60 * block], 0, 60 * block, now + 14_000, now + 14_000);
        keyspace.put(Mappings.key("goes"), new byte[63 * block], 0, 63 * block, now + 10_000, now + 10_000);
        // Closes the segment.
        keyspace.put(Mappings.key("later"), new byte[100], 0, 100, now + 1_000_000, now + 1_000_000);
        for (int i = 0; store.parts().blocks().mayGrow() || store.parts().blocks().freeBlocks() > 50; i++) {
            Mappings.put(keyspace, Mappings.key("fill" + i), new byte[block / 2]);
        }
        assertTrue(store.parts().blocks().freeBlocks() >= store.parts().geometry().highWater());
        assertEquals(0, keyspace.evictions());
        stores.time().advance(12_500);
        int steps = 0;
        while (store.parts().reclaimer().work()) {
            assertTrue(++steps < 1_000, "works for ever");
        }
        assertEquals(Presence.LIVE, keyspace.contains(Mappings.key("stays")));
        stores.time().advance(2_000);
        sweep(store);
        assertEquals(2, keyspace.expirations(), "gone whole, without being moved");
    }

    @Test
    void aSegmentThatHoldsNothingYetTellsWhenItWillExpire() {
        Store store = stores.open(GEOMETRY);
        long now = stores.time().millis();
        Head head = store.parts().heads().lockOne(100, now + 5_000, now);
        head.prepare(100, now + 5_000, now);
        assertEquals(now + 5_000, store.parts().reclaimer().nextWork(now), "who looks now would sleep past it");
        head.finish(false);
        head.unlock();
    }

    @Test
    void theBackgroundThreadDoesItByItself() throws InterruptedException {
        try (Store store = Store.open(StoreOptions.of("background", 16 << 20, TimeSource.system()))) {
            Keyspace keyspace = store.openKeyspace("mortal", true);
            long expireAt = TimeSource.system().millis() + 300;
            for (int i = 0; i < 20_000; i++) {
                keyspace.put(Mappings.key("k" + i), new byte[100], 0, 100, expireAt, expireAt);
            }
            for (int tries = 0; keyspace.size() > 0 && tries < 1_000; tries++) {
                Thread.sleep(10);
            }
            assertEquals(0, keyspace.size());
            assertEquals(20_000, keyspace.expirations() + keyspace.evictions());
        }
    }
}
