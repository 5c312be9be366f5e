package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.Stream;

/** What a full store keeps. */
class EvictionTest {
    private static final long CAPACITY = 8 << 20;
    private static final int ROUND = 1_000;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private Store store;

    @BeforeEach
    void open() {
        store = stores.open(CAPACITY);
    }

    /** Puts entries that nobody asks for again; what the background thread would do is done now and then. */
    private void scan(Keyspace keyspace, String prefix, int count, int size) {
        for (int i = 0; i < count; i++) {
            Mappings.put(keyspace, Mappings.key(prefix + i), new byte[size]);
            if (i % ROUND == 0) {
                upkeep();
            }
        }
    }

    private void upkeep() {
        while (store.parts().upkeep().step(false)) {
            assertTrue(store.parts().sketch().bytes() < CAPACITY / 10);
        }
    }

    private static int found(Keyspace keyspace, String prefix, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            found += keyspace.contains(Mappings.key(prefix + i)) == Presence.LIVE ? 1 : 0;
        }
        return found;
    }

    @Test
    void whatIsUsedSurvivesAScan() {
        Keyspace keyspace = store.openKeyspace("scanned", false);
        scan(keyspace, "hot", 5_000, 100);
        for (int round = 0; round < 100; round++) {
            scan(keyspace, "round" + round + "-", 5_000, 100);
            if (round < 50) {
                found(keyspace, "hot", 5_000);
            }
        }
        int left = found(keyspace, "hot", 5_000);
        assertTrue(left > 4_500, left + " of 5000 are left after 4 budgets of entries that nobody read");
        assertTrue(bytesOf(Stream.PROTECTED) > 0 && bytesOf(Stream.PROBATION) > 0 && bytesOf(Stream.WINDOW) > 0);
    }

    private long bytesOf(Stream stream) {
        long sum = 0;
        for (int slot = 0; slot < store.parts().segments().usedSlots(); slot++) {
            sum += store.parts().segments().stream(slot) == stream ? store.parts().segments().bytes(slot) : 0;
        }
        return sum;
    }

    @Test
    void whatIsNotUsedAnyMoreGoesInTheEnd() {
        Keyspace keyspace = store.openKeyspace("shifted", false);
        for (int shift = 0; shift < 4; shift++) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 25_000; i++) {
                    StoreKey key = Mappings.key("shift" + shift + "-" + i);
                    if (keyspace.contains(key) != Presence.LIVE) {
                        Mappings.put(keyspace, key, new byte[100]);
                    }
                }
                scan(keyspace, "noise" + shift + "-" + round + "-", 5_000, 100);
            }
            int found = found(keyspace, "shift" + shift + "-", 25_000);
            assertTrue(found > 20_000, "of those used now " + found + " of 25000 are there");
        }
        int old = found(keyspace, "shift0-", 25_000);
        assertTrue(old < 5_000, "of those used long ago " + old + " of 25000 are there");
    }

    @Test
    void aCacheAboveItsCeilingGivesWay() {
        Keyspace bounded = store.openKeyspace(KeyspaceOptions.of("bounded", false).withCeiling(1 << 20));
        Keyspace other = store.openKeyspace("other", false);
        for (int i = 0; i < 60; i++) {
            scan(bounded, "b" + i + "-", ROUND, 100);
            scan(other, "o" + i + "-", ROUND, 100);
        }
        // Soft: what is new, and what goes on probation while there is room for it, is not asked.
        assertTrue(2 * bounded.bytes() < other.bytes(), "bounded " + bounded.bytes() + ", other " + other.bytes());
    }

    @Test
    void aCacheBelowItsFloorStays() {
        Keyspace favoured = store.openKeyspace(KeyspaceOptions.of("favoured", false).withFloor(2 << 20));
        Keyspace other = store.openKeyspace("other", false);
        scan(favoured, "f", 10_000, 100);
        for (int i = 0; i < 300; i++) {
            scan(other, "o" + i + "-", ROUND, 100);
        }
        int found = found(favoured, "f", 10_000);
        assertTrue(found > 9_500, "of 10000 entries below the floor " + found + " are there");
    }

    @Test
    void floorsThatAskForEverythingAreCutDown() {
        Keyspace first = store.openKeyspace(KeyspaceOptions.of("first", false).withFloor(CAPACITY));
        Keyspace second = store.openKeyspace(KeyspaceOptions.of("second", false).withFloor(CAPACITY));
        for (int i = 0; i < 100; i++) {
            scan(first, "f" + i + "-", ROUND, 100);
            scan(second, "s" + i + "-", ROUND, 100);
        }
        assertEquals(200L * ROUND, first.size() + second.size() + first.evictions() + second.evictions());
        assertTrue(first.bytes() + second.bytes() > CAPACITY * 3 / 4);
    }

    @Test
    void valuesOfAMebibyteShareTheSmallestStore() {
        Keyspace keyspace = store.openKeyspace("large", false);
        byte[] value = new byte[1 << 20];
        int kept = 0;
        for (int i = 0; i < 200; i++) {
            Mappings.put(keyspace, Mappings.key("k" + i), value);
            assertEquals(Presence.LIVE, keyspace.contains(Mappings.key("k" + i)), "right after its put");
            kept = Math.max(kept, (int) keyspace.size());
            upkeep();
        }
        assertTrue(kept >= 6, "at most " + kept + " fitted");
        assertTrue(keyspace.size() >= 4, keyspace.size() + " are left");
    }

    @Test
    void manySmallCachesAndOddSizesShareTheSmallestStore() {
        Keyspace[] caches = new Keyspace[50];
        for (int i = 0; i < caches.length; i++) {
            caches[i] = store.openKeyspace("region" + i, i % 2 == 0);
        }
        byte[] longKey = Mappings.bytes("long".repeat(20_000));
        for (int i = 0; i < 200_000; i++) {
            Keyspace cache = caches[i % caches.length];
            Mappings.put(cache, Mappings.key("k" + i), new byte[i % 7 == 0 ? 0 : i % 500]);
            if (i % 5_000 == 0) {
                Mappings.put(cache, Mappings.key(longKey), new byte[0]);
                assertEquals(Presence.LIVE, cache.contains(Mappings.key(longKey)));
                upkeep();
            }
        }
        long size = 0;
        long evictions = 0;
        for (Keyspace cache : caches) {
            size += cache.size();
            evictions += cache.evictions();
        }
        assertTrue(size > 15_000, size + " entries");
        assertEquals(store.figures().evictions(), evictions);
    }
}
