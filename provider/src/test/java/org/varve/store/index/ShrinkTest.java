package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buckets are merged, and memory goes back. */
class ShrinkTest extends IndexTestCase {
    private final Random random = new Random(5);
    private final List<long[]> entries = new ArrayList<>();

    private void fill(Index index, int count) {
        while (entries.size() < count) {
            long hash = random.nextLong();
            entries.add(new long[] {hash, insert(index, hash)});
        }
    }

    private void empty(Index index, int count) {
        while (entries.size() > count) {
            long[] gone = entries.remove(random.nextInt(entries.size()));
            assertTrue(remove(index, gone[0], gone[1]));
        }
    }

    private void checkAll(Index index) {
        for (long[] entry : entries) {
            assertNotEquals(0, index.wordAt(entry[0], entry[1]));
        }
    }

    @Test
    void anIndexOfHalfTheEntriesIsHalfAsLarge() {
        Index index = create();
        fill(index, 100_000);
        double full = (double) indexBytes() / entries.size();
        assertTrue(full < 12.5, () -> "bytes per entry: " + full);
        empty(index, 50_000);
        checkAll(index);
        IndexMover mover = new IndexMover(registry, slab);
        while (mover.consolidateStep()) {
            release();
        }
        release();
        checkAll(index);
        double half = (double) indexBytes() / entries.size();
        assertTrue(half < 16, () -> "bytes per entry after half are gone: " + half);
        long free = blocks.freeBlocks();
        fill(index, 60_000);
        assertTrue(blocks.freeBlocks() < free);
        empty(index, 0);
        assertEquals(Table.MIN_BUCKETS, index.table().buckets());
        release();
        assertTrue(indexBytes() <= 4 << BLOCK_SHIFT, () -> "bytes of an empty index: " + indexBytes());
        assertTrue(slab.heapBytes() < 10_000, () -> "on the heap: " + slab.heapBytes());
    }

    /** Nobody removes: expiry and eviction only lower the count. */
    @Test
    void maintenanceShrinksAnIndexThatNobodyWritesTo() {
        Index index = create();
        fill(index, 20_000);
        long crowded = index.table().buckets();
        for (long[] entry : entries) {
            long cell = index.lockForReclaim(entry[0]);
            long chunk = index.remove(cell, index.findLocation(cell, slab.words().tag(entry[0]), entry[1]));
            index.unlock(cell);
            index.giveChunk(chunk);
            index.counted(-1);
        }
        assertEquals(crowded, index.table().buckets());
        IndexMover mover = new IndexMover(registry, slab);
        int steps = 0;
        while (mover.shrinkStep()) {
            steps++;
        }
        assertTrue(steps > 10, "steps are small");
        assertEquals(Table.MIN_BUCKETS, index.table().buckets());
    }

    @Test
    void anIndexWhoseSizeGoesUpAndDownALittleStaysAsItIs() {
        Index index = create();
        fill(index, 10_000);
        empty(index, 9_000);
        Table table = index.table();
        for (int i = 0; i < 10; i++) {
            fill(index, 9_500);
            empty(index, 8_000);
        }
        assertSame(table, index.table());
    }

    @Test
    void bucketsThatTogetherHaveMoreThanAChainHoldsAreNotMerged() {
        Index index = create();
        fill(index, 2_000);
        long buckets = index.table().buckets();
        long last = buckets - 1;
        long buddy = last - Long.highestOneBit(last);
        Map<Long, Long> flood = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            flood.put(insert(index, last), last);
            flood.put(insert(index, buddy), buddy);
        }
        buckets = index.table().buckets();
        assertFalse(flood.containsKey(0L));
        empty(index, 0);
        flood.forEach((location, hash) -> assertNotEquals(0, index.wordAt(hash, location)));
        assertTrue(index.table().buckets() > last, "the two are still apart");
        assertTrue(index.table().buckets() < buckets, "the others were merged");
        flood.forEach((location, hash) -> assertTrue(remove(index, hash, location)));
        assertEquals(Table.MIN_BUCKETS, index.table().buckets());
    }

    @Test
    void detachedBlocksAreGivenToNobodyUntilTheyAreTakenBack() {
        Index index = create();
        fill(index, 10_000);
        empty(index, 0);
        int free = blocks.freeBlocks();
        int[] detached = slab.detachIdle(10);
        assertEquals(10, detached.length);
        assertEquals(free, blocks.freeBlocks());
        fill(index, 9_000);
        assertTrue(free - blocks.freeBlocks() >= 5, "the detached blocks were not used");
        slab.reattach(detached);
        free = blocks.freeBlocks();
        fill(index, 11_000);
        assertTrue(blocks.freeBlocks() >= free - 4, "the blocks taken back are used");
        checkAll(index);
    }

    /** Otherwise a reader that stalls through a whole life of its cell takes another bucket's content for the one that it began to read. */
    @Test
    void theVersionOfACellNeverComesAgainAfterItsBlockWasSomethingElse() {
        Map<Long, Long> highest = new HashMap<>();
        Index index = create();
        for (int round = 0; round < 4; round++) {
            fill(index, 3_000);
            for (long[] entry : entries) {
                long cell = index.table().cellOf(entry[0]);
                long version = slab.cells().version(cell);
                assertTrue(version >= highest.getOrDefault(cell, 0L), "version of the cell at " + cell);
                highest.put(cell, version);
            }
            empty(index, 0);
            assertTrue(release() > 5);
            // Others use the memory meanwhile.
            int chain = blocks.takeChain(blocks.freeBlocks() / 2);
            blocks.giveChain(chain);
        }
    }
}
