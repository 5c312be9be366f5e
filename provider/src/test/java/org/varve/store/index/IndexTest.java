package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/** The index by itself: entries with made-up hashes and locations, no records. */
class IndexTest extends IndexTestCase {
    @Test
    void entriesAreFoundWhileTheIndexGrowsManyLevels() {
        Index index = create();
        Random random = new Random(1);
        Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            long hash = random.nextLong();
            long location = insert(index, hash);
            assertNotEquals(0, location);
            all.put(location, hash);
            if (i % 3 == 0) {
                assertTrue(remove(index, hash, location));
                all.remove(location);
            }
        }
        assertEquals(all.size(), index.size());
        all.forEach((location, hash) -> assertNotEquals(0, index.wordAt(hash, location)));
        double buckets = index.table().buckets();
        assertTrue(all.size() / buckets <= 7, () -> all.size() + " entries in " + buckets + " buckets");
        long bytes = blocks.usage(new SegmentTable(geometry, blocks), 0).index();
        assertTrue(bytes < 13L * all.size(), () -> "index bytes per entry: " + (double) bytes / all.size());
        all.forEach((location, hash) -> assertTrue(remove(index, hash, location)));
        assertEquals(0, index.size());
    }

    @Test
    void aChainGrowsToItsLimitAndShrinksInAnyOrder() {
        for (int seed = 0; seed < 50; seed++) {
            Index index = create();
            List<Long> locations = new ArrayList<>();
            long hash = 77;
            for (long location = insert(index, hash); location != 0; location = insert(index, hash)) {
                locations.add(location);
                for (long each : locations) {
                    assertNotEquals(0, index.wordAt(hash, each));
                }
            }
            // Every link takes the place of an entry.
            assertEquals(7 + 3 * Cells.MAX_CHUNKS, locations.size());
            Random random = new Random(seed);
            while (!locations.isEmpty()) {
                long location = locations.remove(random.nextInt(locations.size()));
                assertTrue(remove(index, hash, location));
                assertEquals(0, index.wordAt(hash, location));
                for (long each : locations) {
                    assertNotEquals(0, index.wordAt(hash, each));
                }
                if (random.nextInt(3) == 0) {
                    locations.add(insert(index, hash));
                    random.nextInt();
                    long again = locations.remove(locations.size() - 1);
                    assertTrue(remove(index, hash, again));
                }
            }
        }
    }

    @Test
    void withoutAChunkAFullCellTakesNoMore() {
        Index index = create();
        long cell = index.lock(5);
        for (int i = 0; i < 7; i++) {
            assertEquals(Placed.IN_CELL, index.insert(cell, EntryWord.of(slab.words().tag(5), 100 + i), 0));
            hashByLocation.put(100L + i, 5L);
        }
        assertEquals(Placed.NOWHERE, index.insert(cell, EntryWord.of(slab.words().tag(5), 200), 0));
        index.unlock(cell);
        index.counted(7);
    }

    @Test
    void theEntryThatWasNotAccessedIsTheLeastUseful() {
        Index index = create();
        for (int i = 0; i < 20; i++) {
            insert(index, 5);
        }
        long tag = slab.words().tag(5);
        long cell = index.lock(5);
        for (long at = index.findFirst(cell, tag); at != 0; at = index.findNext(at, tag)) {
            if (slab.words().location(index.word(at)) != 13) {
                index.markAccessed(at, index.word(at));
            }
        }
        assertEquals(13, slab.words().location(index.word(index.leastUseful(cell))));
        index.unlock(cell);
    }

    @Test
    void drainedIndexesGiveTheirCellsAndIdsBack() {
        long committed = 0;
        for (int round = 0; round < 10; round++) {
            Index index = create();
            assertEquals(0, index.id());
            for (int i = 0; i < 5000; i++) {
                insert(index, i * 0x9E3779B97F4A7C15L);
            }
            List<Long> dropped = new ArrayList<>();
            index.retire();
            assertEquals(0, index.lock(1));
            long cell = index.lockForReclaim(1);
            assertNotEquals(0, cell, "the reclaimer may still look");
            index.unlock(cell);
            while (!index.drain(dropped::add, 10)) {
                assertNull(registry.byId(1));
            }
            assertEquals(5000, dropped.size());
            assertEquals(0, index.lockForReclaim(1));
            assertEquals(0, index.wordAt(1, 1));
            registry.remove(index);
            assertNull(registry.byId(0));
            int free = blocks.freeBlocks();
            assertTrue(round == 0 || free == committed, "later rounds need no further block");
            committed = free;
        }
    }

    @Test
    void anEntryWordKeepsItsPartsApart() {
        Random random = new Random(3);
        for (long addresses : new long[] {1, 1L << 20, 1L << 33, 8L << 40}) {
            EntryWord words = new EntryWord(addresses);
            for (int i = 0; i < 1000; i++) {
                long hash = random.nextLong();
                long location = 1 + (random.nextLong() >>> 1) % Math.max(1, addresses - 1);
                long word = EntryWord.of(words.tag(hash), location);
                assertTrue(EntryWord.isEntry(word));
                assertTrue(!EntryWord.isAccessed(word));
                assertEquals(location, words.location(word));
                assertEquals(words.tag(hash), word & words.tagMask());
                assertTrue(EntryWord.isAccessed(word | EntryWord.ACCESSED));
                assertEquals(word, EntryWord.withoutAccess(word | EntryWord.ACCESSED));
                for (int bit = EntryWord.TAG_FROM; bit <= words.maxLevel(); bit++) {
                    assertEquals(hash >>> bit & 1, words.hashBit(word, bit));
                }
                assertEquals(words.tag(hash) | 1, words.at(word, 1));
            }
        }
    }
}
