package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.index.Index;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;

/** The budget is lowered and raised, and the memory follows. */
@Timeout(120)
class ResizeTest {
    private static final int BLOCK = 1 << 10;
    private static final int PER_EXTENT = 16;
    private static final int EXTENT = PER_EXTENT * BLOCK;
    private static final int EXTENTS = 8;
    /** Extents of 16 blocks; one is the least. */
    private static final Geometry GEOMETRY = new Geometry(10, EXTENTS * PER_EXTENT, 14, 2, 2, 1);
    private static final long FULL = EXTENTS * EXTENT;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final CheckedMemory memory = new CheckedMemory();
    private final Store store = stores.open(GEOMETRY, memory);
    private final Keyspace keyspace = store.openKeyspace("cache", false);

    private static byte[] value(int key) {
        return Mappings.value(key, 300 + key % 7 * 100);
    }

    private void put(int key) {
        Mappings.put(keyspace, Mappings.key("k" + key), value(key));
    }

    /** The number of keys from {@code from} to {@code to} that are there; each with its own value. */
    private int present(int from, int to) {
        int present = 0;
        for (int key = from; key < to; key++) {
            byte[] found = Mappings.get(keyspace, Mappings.key("k" + key));
            if (found != null) {
                assertArrayEquals(value(key), found);
                present++;
            }
        }
        return present;
    }

    /** All the memory is taken, and {@code live} entries are there at least that were put last. */
    private void fill(int keys) {
        for (int key = 0; key < keys; key++) {
            put(key);
        }
        assertEquals(store.figures().budget(), store.figures().committed());
    }

    private void assertCommitted(long bytes) {
        StoreFigures figures = store.figures();
        assertEquals(bytes, figures.committed(), () -> figures.toString());
        stores.verify();
    }

    @Test
    void whatFitsIsMovedAndTheRestGivenBack() {
        fill(400);
        for (int key = 0; key < 390; key++) {
            keyspace.remove(Mappings.key("k" + key));
        }
        int live = present(390, 400);
        assertTrue(live > 0);
        long evictions = store.figures().evictions();
        store.resize(3 * EXTENT);
        assertCommitted(3 * EXTENT);
        assertEquals(3, memory.openExtents());
        assertEquals(live, present(390, 400));
        assertEquals(evictions, store.figures().evictions());
        assertEquals(3 * EXTENT, store.figures().budget());
    }

    @Test
    void whatDoesNotFitIsEvicted() {
        fill(400);
        int before = present(0, 400);
        store.resize(3 * EXTENT);
        assertCommitted(3 * EXTENT);
        int after = present(0, 400);
        assertTrue(after < before && after * 650 > EXTENT, before + " entries before, " + after + " after");
        assertEquals(after, keyspace.size());
    }

    @Test
    void aRaisedBudgetIsUsed() {
        fill(400);
        store.resize(2 * EXTENT);
        assertCommitted(2 * EXTENT);
        int few = present(0, 400);
        store.resize(FULL);
        assertEquals(2 * EXTENT, store.figures().committed(), "memory is taken as it is needed");
        fill(400);
        assertCommitted(FULL);
        assertTrue(present(0, 400) > 2 * few);
    }

    /** Extents that are shorter because the budget ended there use up slots; they are emptied where that is in the way. */
    @Test
    void anyBudgetIsReachedToABlock() {
        fill(400);
        Random random = new Random(17);
        int least = (int) (store.minCapacity() / BLOCK);
        for (int round = 0; round < 300; round++) {
            int blocks = round % 3 == 0 ? EXTENTS * PER_EXTENT : least + random.nextInt(EXTENTS * PER_EXTENT - least + 1);
            store.resize((long) blocks * BLOCK);
            assertTrue(store.figures().committed() <= store.figures().budget(), () -> store.figures().toString());
            fill(400);
            assertCommitted((long) blocks * BLOCK);
            assertTrue(present(0, 400) > 0);
        }
    }

    @Test
    void whatEndsBetweenTwoBlocksIsRoundedDown() {
        store.resize(5 * EXTENT + 100);
        for (int key = 0; key < 400; key++) {
            put(key);
        }
        assertCommitted(5 * EXTENT);
        assertEquals(5 * EXTENT + 100, store.figures().budget());
    }

    @Test
    void onlyPossibleBudgetsAreAccepted() {
        assertEquals(EXTENT, store.minCapacity());
        assertEquals(FULL, store.maxCapacity());
        String tooLow = assertThrows(IllegalArgumentException.class, () -> store.resize(EXTENT - 1)).getMessage();
        assertTrue(tooLow.contains("" + EXTENT) && tooLow.contains("" + FULL), tooLow);
        assertThrows(IllegalArgumentException.class, () -> store.resize(FULL + 1));
        assertEquals(FULL, store.figures().budget());
        fill(400);
        store.resize(store.minCapacity());
        store.resize(store.minCapacity());
        assertCommitted(store.minCapacity());
        for (int key = 0; key < 1000; key++) {
            put(key);
        }
        assertTrue(present(990, 1000) > 0);
        store.close();
        assertThrows(StoreClosedException.class, () -> store.resize(FULL));
    }

    @Test
    void theLargestRecordIsAQuarterOfTheBudgetOfTheMoment() {
        byte[] huge = Mappings.value(1, (int) FULL / 4 - 100);
        put(1);
        Mappings.put(keyspace, Mappings.key("huge"), huge);
        assertArrayEquals(huge, Mappings.get(keyspace, Mappings.key("huge")));
        store.resize(3 * EXTENT);
        byte[] found = Mappings.get(keyspace, Mappings.key("huge"));
        if (found != null) {
            assertArrayEquals(huge, found);
        }
        Mappings.put(keyspace, Mappings.key("huge"), huge);
        assertEquals(Presence.ABSENT, keyspace.contains(Mappings.key("huge")), "it would be more than a quarter now");
        fill(300);
        assertCommitted(3 * EXTENT);
        store.resize(FULL);
        Mappings.put(keyspace, Mappings.key("huge"), huge);
        assertArrayEquals(huge, Mappings.get(keyspace, Mappings.key("huge")));
    }

    /** A record's memory goes before each single read of a reader in turn: it answers right, or keeps the memory where it could not survive that. */
    @Test
    void aReaderDoesNotNoticeThatMemoryGoes() {
        boolean pins = memory.readersMustPin();
        StoreKey key = Mappings.key("k7");
        boolean reached = true;
        for (int at = 0; reached; at++) {
            store.resize(FULL);
            fill(400);
            for (int each = 0; each < 400; each++) {
                keyspace.remove(Mappings.key("k" + each));
            }
            // In an extent that is to go: what stays is in a fuller one.
            for (int each = 0; store.figures().live() < EXTENT / 2; each++) {
                put(1000 + each);
            }
            put(7);
            present(7, 8);
            int block = blockOf(key);
            int[] reads = new int[1];
            int wanted = at;
            memory.hook(access -> {
                if (access == CheckedMemory.Access.READ && reads[0]++ == wanted) {
                    if (pins) {
                        assertFalse(store.parts().guard().await(TimeUnit.MICROSECONDS.toNanos(100)), "a reader is inside");
                    } else {
                        evacuate(block);
                    }
                }
            });
            byte[] found = Mappings.get(keyspace, key);
            memory.unhook();
            assertArrayEquals(value(7), found);
            reached = reads[0] > wanted;
        }
        evacuate(blockOf(key));
    }

    /** Sees to it that a block goes: with others in use, its extent may be the one that costs most to empty. */
    private void evacuate(int block) {
        store.resize(2 * EXTENT);
        if (store.parts().blocks().committedBlocks().get(block)) {
            store.resize(FULL);
            for (int key = 2000; blockOf(Mappings.key("k7")) == block && key < 2400; key++) {
                put(key);
                keyspace.remove(Mappings.key("k" + key));
            }
        }
    }

    private int blockOf(StoreKey key) {
        StoreParts parts = store.parts();
        for (Index index : parts.indexes().all()) {
            if (index != null) {
                long hash = key.hash(parts.keyHash());
                long at = index.findFirst(index.cellOf(hash, index.table()), parts.words().tag(hash));
                assertTrue(at != 0);
                return (int) (parts.words().location(index.word(at)) >>> GEOMETRY.blockShift());
            }
        }
        throw new AssertionError("no index");
    }

    @Test
    void productionMemoryIsGivenBackInTheBackground() throws Exception {
        long capacity = 64L << 20;
        try (Store large = Store.open(StoreOptions.of("large", capacity, TimeSource.system()))) {
            assertEquals(4 * capacity, large.maxCapacity());
            Keyspace values = large.openKeyspace("values", false);
            fillLarge(values, large, capacity);
            assertTrue(large.figures().committed() > capacity * 9 / 10);
            large.resize(large.minCapacity());
            awaitCommitted(large, large.minCapacity());
            large.resize(2 * capacity);
            fillLarge(values, large, 2 * capacity);
            assertTrue(large.figures().committed() > 2 * capacity * 9 / 10);
            assertNotNull(Mappings.get(values, Mappings.key("v0")));
        }
        assertEquals(Memory.system().readersMustPin(), store.parts().guard().readersPin());
    }

    private static void fillLarge(Keyspace values, Store store, long bytes) {
        for (long put = 0; put < bytes * 5 / 4; put += 100_000) {
            Mappings.put(values, Mappings.key("v" + put), new byte[100_000]);
            if (store.figures().committed() > store.figures().budget()) {
                throw new AssertionError(store.figures().toString());
            }
        }
        Mappings.put(values, Mappings.key("v0"), new byte[10]);
    }

    private static void awaitCommitted(Store store, long most) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (store.figures().committed() > most) {
            assertTrue(System.nanoTime() < deadline, () -> store.figures().toString());
            Thread.sleep(1);
        }
    }
}
