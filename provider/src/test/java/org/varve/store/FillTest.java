package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/** A store of the smallest regular size, filled several times over with values of one size or of all sizes. */
class FillTest {
    private static final long CAPACITY = 8 << 20;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    /** Sizes that fit segments of 16 blocks of 4 KiB well or badly, and larger ones. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1000, 4080, 9000, 14_000, 16_300, 22_500, 33_000, 60_000, 66_000, 500_000, 2_000_000})
    void asManyEntriesAreThereAsFitTheNewestAmongThem(int size) {
        Store store = stores.open(CAPACITY);
        Keyspace keyspace = store.openKeyspace("fill", false);
        long puts = Math.min(3 * CAPACITY / (size + 20), 300_000);
        // About half of the budget must be in use even where sizes fit badly.
        long kept = Math.max(1, Math.min(puts, CAPACITY / 2 / (size + 40)));
        byte[] value = Mappings.value(size, size);
        for (long i = 0; i < puts; i++) {
            assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.key("k" + i), value));
            assertEquals(Presence.LIVE, keyspace.contains(Mappings.key("k" + i)), "entry " + i + " right after its put");
        }
        assertTrue(keyspace.size() >= kept, keyspace.size() + " of " + kept + " entries");
        long missing = 0;
        // What has just come competes with what was there before once the window has passed over it.
        long newest = Math.max(1, kept / 10);
        for (long i = puts - newest; i < puts; i++) {
            missing += Mappings.get(keyspace, Mappings.key("k" + i)) == null ? 1 : 0;
        }
        // A bucket that finds no chunk for its overflow at some moment gives an entry up.
        assertTrue(missing <= newest / 1000, missing + " of the newest " + newest + " entries are missing");
        assertEquals(puts, keyspace.size() + keyspace.evictions());
        assertEquals(store.figures().evictions(), keyspace.evictions());
        assertSegmentsAreOfNormalSize(store, size);
    }

    /** A segment much larger than normal would be evicted in one go. */
    private static void assertSegmentsAreOfNormalSize(Store store, int size) {
        Geometry geometry = store.parts().geometry();
        SegmentTable segments = store.parts().segments();
        int most = 2 * geometry.segmentBlocks() + (size >>> geometry.blockShift()) + 2;
        for (int slot = 0; slot < segments.usedSlots(); slot++) {
            int blocks = segments.state(slot) == SegmentState.FREE ? 0 : segments.blockCount(slot);
            assertTrue(blocks <= most, () -> "a segment has " + blocks + " blocks, normal are " + geometry.segmentBlocks());
        }
    }

    @Test
    void mixedSizesAreReadBackAsTheyWereWritten() {
        Store store = stores.open(CAPACITY);
        Keyspace keyspace = store.openKeyspace("mixed", false);
        Random random = new Random(1);
        long there = 0;
        for (int i = 0; i < 30_000; i++) {
            int size = (int) Math.exp(random.nextDouble() * Math.log(300_000));
            Mappings.put(keyspace, Mappings.key("k" + i % 2000), Mappings.value(i % 2000 * 31L + size, size));
            int other = random.nextInt(2000);
            byte[] value = Mappings.get(keyspace, Mappings.key("k" + other));
            if (value != null) {
                there++;
                assertArrayEquals(Mappings.value(other * 31L + value.length, value.length), value);
            }
        }
        assertTrue(there > 1000, "hits: " + there);
    }

    @Test
    void aValueOfAQuarterOfTheBudgetFitsAndALargerOneIsEvictedAtOnce() {
        Store store = stores.open(CAPACITY);
        Keyspace keyspace = store.openKeyspace("large", false);
        int header = 3 + 1 + 3;
        byte[] largest = Mappings.value(1, (int) CAPACITY / 4 - header - 1);
        for (int i = 0; i < 10; i++) {
            Mappings.put(keyspace, "small" + i, "value");
            Mappings.put(keyspace, Mappings.key("k"), largest);
            assertNotNull(Mappings.get(keyspace, Mappings.key("k")));
        }
        long before = keyspace.evictions();
        assertEquals(Presence.LIVE, Mappings.put(keyspace, Mappings.key("k"), new byte[largest.length + 1]));
        assertEquals(Presence.ABSENT, keyspace.contains(Mappings.key("k")));
        assertEquals(before + 1, keyspace.evictions());
        assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.key("k"), new byte[(int) CAPACITY]));
        assertEquals(before + 2, keyspace.evictions());
    }

    @Test
    void manyKeyspacesShareASmallStore() {
        Store store = stores.open(CAPACITY);
        Keyspace[] keyspaces = new Keyspace[50];
        for (int i = 0; i < keyspaces.length; i++) {
            keyspaces[i] = store.openKeyspace("region" + i, i % 2 == 0);
        }
        assertTrue(store.figures().index() <= 50 * 1024 + 2 * 4096, () -> "small indexes share blocks: " + store.figures());
        for (int n = 0; n < 40_000; n++) {
            Mappings.put(keyspaces[n % 50], "k" + n / 50, "value " + n + " ".repeat(n % 300));
        }
        stores.verify();
        for (int n = 30_000; n < 40_000; n++) {
            String value = Mappings.get(keyspaces[n % 50], "k" + n / 50);
            assertEquals("value " + n + " ".repeat(n % 300), value);
        }
        for (int i = 0; i < keyspaces.length; i += 2) {
            keyspaces[i].close();
        }
        stores.verify();
        for (int i = 1; i < keyspaces.length; i += 2) {
            keyspaces[i].clear();
        }
        stores.verify();
        assertEquals(0, store.figures().records());
        assertEquals(0, store.figures().live());
    }
}
