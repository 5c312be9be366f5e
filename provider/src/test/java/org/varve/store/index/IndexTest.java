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
class IndexTest {
    private final Geometry geometry = new Geometry(12, 1024, 22, 4, 4, 1);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final Map<Long, Long> hashByLocation = new HashMap<>();
    private final CellSlab slab;
    private final IndexRegistry registry = new IndexRegistry();
    private long nextLocation = 1;

    IndexTest() {
        blocks.grow();
        slab = new CellSlab(geometry, blocks, space);
    }

    @AfterEach
    void verifyAndClose() {
        List<String> faults = new ArrayList<>();
        IndexAudit audit = new IndexAudit(slab, faults);
        for (Index index : registry.all()) {
            if (index != null) {
                audit.walk(index, (owner, word) -> hashByLocation.getOrDefault(slab.words().location(word), 0L));
            }
        }
        TreeSet<Long> addresses = new TreeSet<>();
        long count = blocks.usage(new SegmentTable(geometry, blocks)).index() >> 12;
        for (long block = 0; block < count; block++) {
            addresses.add(block << 12);
        }
        audit.checkMemory(new long[0], addresses, geometry.blockSize());
        space.close();
        assertEquals(List.of(), faults);
    }

    private Index create() {
        return registry.create(new EvictionCounter(), slab);
    }

    private long insert(Index index, long hash) {
        long location = nextLocation++;
        long cell = index.lock(hash);
        long spare = index.takeChunk();
        Placed placed = index.insert(cell, EntryWord.of(slab.words().tag(hash), location), spare);
        index.unlock(cell);
        index.giveChunk(placed == Placed.IN_SPARE ? 0 : spare);
        if (placed == Placed.NOWHERE) {
            return 0;
        }
        hashByLocation.put(location, hash);
        index.counted(1);
        if (placed != Placed.IN_CELL) {
            index.growIfCrowded();
        }
        return location;
    }

    private boolean remove(Index index, long hash, long location) {
        long cell = index.lock(hash);
        long at = index.findLocation(cell, slab.words().tag(hash), location);
        long chunk = at == 0 ? 0 : index.remove(cell, at);
        index.unlock(cell);
        index.giveChunk(chunk);
        index.counted(at == 0 ? 0 : -1);
        return at != 0;
    }

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
        long bytes = blocks.usage(new SegmentTable(geometry, blocks)).index();
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
