package org.varve.store.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;
import org.varve.store.policy.FrequencySketch.Move;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/** What the sketch estimates while it grows, shrinks, ages and moves, and how much memory it takes. */
class FrequencySketchTest {
    private static final int BLOCK = 4096;
    private static final int PER_BLOCK = BLOCK / FrequencySketch.BYTES_PER_ENTRY;

    private final Geometry geometry = new Geometry(12, 300, 16, 4, 3, 1);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final List<Integer> retired = new ArrayList<>();
    private final FrequencySketch sketch = new FrequencySketch(geometry, blocks, space, FrequencySketch.BYTES_PER_ENTRY, retired::add);
    /** Hashes of the keys of a test. */
    private final SplittableRandom hashes = new SplittableRandom(4711);

    @BeforeEach
    void grow() {
        while (blocks.grow()) {
            assertTrue(blocks.freeBlocks() > 0);
        }
    }

    @AfterEach
    void check() {
        Set<Long> used = new HashSet<>();
        for (long address : sketch.blockAddresses()) {
            assertTrue(used.add(address), "a block twice");
            assertEquals(0, address % BLOCK);
        }
        for (int block : retired) {
            assertTrue(used.add((long) block << 12), "a retired block is in use, or was retired twice");
        }
        for (int block : blocks.freeBlockNumbers()) {
            assertFalse(used.contains((long) block << 12), "a free block is in use");
        }
        assertEquals((long) sketch.blockAddresses().length * BLOCK, sketch.bytes());
        space.close();
    }

    private int fitFully(long entries) {
        int steps = 1;
        while (sketch.fit(entries)) {
            steps++;
            assertTrue(steps < 10_000, "endless");
        }
        return steps;
    }

    private long[] keys(int count) {
        return hashes.longs(count).toArray();
    }

    private void raise(long hash, int times) {
        for (int i = 0; i < times; i++) {
            sketch.raise(hash);
        }
    }

    private int[] estimates(long[] keys) {
        return Arrays.stream(keys).mapToInt(sketch::frequency).toArray();
    }

    /** Raises random ones of {@code keys}, far less often than would have the sketch age; returns how often each was raised. */
    private int[] raiseAtRandom(long[] keys) {
        Random random = new Random(3);
        int[] counts = new int[keys.length];
        for (int i = 0; i < 3 * keys.length; i++) {
            int key = (int) (keys.length * Math.pow(random.nextDouble(), 3));
            sketch.raise(keys[key]);
            counts[key]++;
        }
        return counts;
    }

    private void assertUpperBounds(long[] keys, int[] counts) {
        for (int i = 0; i < keys.length; i++) {
            assertTrue(sketch.frequency(keys[i]) >= Math.min(FrequencySketch.MAX, counts[i]), "key " + i + " was raised " + counts[i] + " times");
        }
    }

    @Test
    void withoutABlockAllIsZero() {
        raise(1, 100);
        assertEquals(0, sketch.frequency(1));
        assertFalse(sketch.fit(PER_BLOCK / 2 - 1));
        assertEquals(0, sketch.bytes());
        fitFully(PER_BLOCK / 2);
        assertEquals(BLOCK, sketch.bytes());
        assertEquals(0, sketch.frequency(1));
        raise(1, 3);
        assertEquals(3, sketch.frequency(1));
        raise(1, 100);
        assertEquals(FrequencySketch.MAX, sketch.frequency(1));
    }

    @Test
    void neverTooLowAndSeldomTooHigh() {
        int entries = 20 * PER_BLOCK;
        fitFully(entries);
        long[] keys = keys(entries);
        int[] counts = raiseAtRandom(keys);
        assertUpperBounds(keys, counts);
        long surplus = 0;
        for (int i = 0; i < entries; i++) {
            surplus += sketch.frequency(keys[i]) - Math.min(FrequencySketch.MAX, counts[i]);
        }
        long strangers = Arrays.stream(keys(entries)).map(sketch::frequency).sum();
        assertTrue(surplus < 0.35 * entries, "surplus " + (double) surplus / entries);
        assertTrue(strangers < 0.60 * entries, "strangers " + (double) strangers / entries);
    }

    @Test
    void growingKeepsEveryEstimateAndLeavesRoomForMore() {
        fitFully(3 * PER_BLOCK);
        long[] keys = keys(3 * PER_BLOCK);
        int[] counts = raiseAtRandom(keys);
        int[] before = estimates(keys);
        for (int n : new int[] {6, 12, 15, 30, 35, 70}) {
            boolean doubled = n == 2 * sketch.blockAddresses().length;
            fitFully((long) n * PER_BLOCK);
            assertEquals(n, sketch.blockAddresses().length);
            int[] after = estimates(keys);
            for (int i = 0; i < keys.length; i++) {
                assertTrue(doubled ? after[i] == before[i] : after[i] >= before[i], n + " blocks");
            }
            before = after;
            giveBackRetired();
        }
        long[] more = keys(40 * PER_BLOCK);
        int[] moreCounts = raiseAtRandom(more);
        assertUpperBounds(more, moreCounts);
        assertUpperBounds(keys, counts);
    }

    @Test
    void shrinkingKeepsEveryEstimateAnUpperBound() {
        int free = blocks.freeBlocks();
        fitFully(70L * PER_BLOCK);
        long[] keys = keys(8 * PER_BLOCK);
        int[] counts = raiseAtRandom(keys);
        for (int n = 60; n >= 0; n -= 6) {
            int[] before = estimates(keys);
            fitFully((long) n * PER_BLOCK);
            giveBackRetired();
            if (n > 0) {
                assertUpperBounds(keys, counts);
                int[] after = estimates(keys);
                for (int i = 0; i < keys.length; i++) {
                    assertTrue(after[i] >= before[i]);
                }
            }
        }
        assertEquals(0, sketch.bytes());
        assertEquals(free, blocks.freeBlocks(), "all were given back");
        assertEquals(0, sketch.frequency(keys[0]));
    }

    @Test
    void ageingHalvesEveryCounterOneBlockAtATime() {
        int entries = 8 * PER_BLOCK;
        fitFully(entries);
        long[] keys = keys(4 * entries);
        raiseUntil(entries, keys, 8.5);
        assertFalse(sketch.fit(entries), "too early");
        raiseUntil(entries, keys, 3);
        int[] before = estimates(keys);
        assertTrue(sketch.fit(entries), "it is time");
        for (int block = 0; block < 8; block++) {
            assertSomeHalved(before, estimates(keys), keys.length * block / 8 + keys.length / 16 * Math.min(1, block));
            assertTrue(sketch.fit(entries));
        }
        assertArrayEquals(Arrays.stream(before).map(f -> f / 2).toArray(), estimates(keys));
        assertFalse(sketch.fit(entries), "again so soon");
        // Half of what had been counted still counts.
        raiseUntil(entries, keys, 3);
        assertFalse(sketch.fit(entries), "too early");
        raiseUntil(entries, keys, 2.5);
        assertTrue(sketch.fit(entries), "it is time");
    }

    private static void assertSomeHalved(int[] before, int[] now, int most) {
        int halved = 0;
        for (int i = 0; i < now.length; i++) {
            assertTrue(now[i] == before[i] || now[i] == before[i] / 2);
            halved += now[i] == before[i] ? 0 : 1;
        }
        assertTrue(halved <= most, halved + " halved");
    }

    /** Raises keys that are not at the maximum so many times per entry. */
    private void raiseUntil(int entries, long[] keys, double perEntry) {
        Random random = new Random(5);
        long todo = (long) (entries * perEntry);
        while (todo > 0) {
            long key = keys[random.nextInt(keys.length)];
            if (sketch.frequency(key) < FrequencySketch.MAX) {
                sketch.raise(key);
                todo--;
            }
        }
    }

    @Test
    void memoryFollowsTheEntries() {
        Random random = new Random(9);
        for (int i = 0; i < 500; i++) {
            long entries = random.nextInt(150 * PER_BLOCK);
            long before = sketch.bytes();
            fitFully(entries);
            long wanted = entries * FrequencySketch.BYTES_PER_ENTRY;
            assertTrue(sketch.bytes() >= wanted * 8 / 9 - BLOCK);
            assertTrue(sketch.bytes() <= (before < sketch.bytes() ? wanted + BLOCK : wanted * 9 / 8 + 3 * BLOCK));
            assertTrue(sketch.heapBytes() < 8192);
            giveBackRetired();
        }
    }

    private void giveBackRetired() {
        for (int block : retired) {
            blocks.giveChain(block);
        }
        retired.clear();
    }

    @Test
    void itHasSoManyBlocksHoweverFewEntries() {
        while (sketch.fit(0, 3)) {
            assertTrue(sketch.blockAddresses().length < 3);
        }
        assertEquals(3, sketch.blockAddresses().length);
        raise(77, 5);
        assertFalse(sketch.fit(100, 3));
        assertEquals(5, sketch.frequency(77));
        fitFully(20L * PER_BLOCK);
        assertEquals(20, sketch.blockAddresses().length);
    }

    /** Half-way memory runs out; what has been counted is still known, and it goes on when there is some. */
    @Test
    void aChangeThatIsInterruptedGoesOnLater() {
        fitFully(10L * PER_BLOCK);
        long[] keys = keys(10 * PER_BLOCK);
        int[] counts = raiseAtRandom(keys);
        int chain = blocks.takeChain(blocks.freeBlocks() - geometry.reserve() - 7);
        fitFully(25L * PER_BLOCK);
        assertTrue(sketch.blockAddresses().length > 10 && sketch.blockAddresses().length < 25);
        assertUpperBounds(keys, counts);
        for (int i = 0; i < keys.length; i++) {
            sketch.raise(keys[i]);
            counts[i]++;
        }
        assertUpperBounds(keys, counts);
        blocks.giveChain(chain);
        fitFully(25L * PER_BLOCK);
        assertEquals(25, sketch.blockAddresses().length);
        assertUpperBounds(keys, counts);
    }

    @Test
    void whoeverComesAndGoesALittleMovesNothing() {
        fitFully(80L * PER_BLOCK);
        for (int i = 0; i < 100; i++) {
            assertFalse(sketch.fit((i % 2 == 0 ? 75L : 80L) * PER_BLOCK));
        }
        assertEquals(List.of(), retired);
        assertEquals(80, sketch.blockAddresses().length);
    }

    @Test
    void withoutMemoryItStaysAsItIs() {
        fitFully(2L * PER_BLOCK);
        raise(77, 5);
        int chain = blocks.takeChain(blocks.freeBlocks() - geometry.reserve());
        assertFalse(sketch.fit(50L * PER_BLOCK));
        assertEquals(2, sketch.blockAddresses().length);
        assertEquals(Move.NO_ROOM, sketch.moveBlock(0, geometry.bytes()));
        assertEquals(5, sketch.frequency(77));
        blocks.giveChain(chain);
        fitFully(50L * PER_BLOCK);
        assertEquals(50, sketch.blockAddresses().length);
        assertEquals(5, sketch.frequency(77));
    }

    @Test
    void aRangeIsEmptiedBlockByBlock() {
        fitFully(20L * PER_BLOCK);
        long[] keys = keys(20 * PER_BLOCK);
        raiseAtRandom(keys);
        int[] before = estimates(keys);
        long from = 0;
        long to = 12L * BLOCK;
        assertTrue(Arrays.stream(blocks.freeBlockNumbers()).noneMatch(block -> block < 12), "the first blocks were handed out first");
        for (int moved = 1; moved <= 12; moved++) {
            assertEquals(Move.MOVED, sketch.moveBlock(from, to));
            assertEquals(moved, retired.size());
            assertArrayEquals(before, estimates(keys));
        }
        assertEquals(Move.NOTHING_THERE, sketch.moveBlock(from, to));
        assertTrue(Arrays.stream(sketch.blockAddresses()).allMatch(address -> address >= to));
        fitFully(40L * PER_BLOCK);
        assertArrayEquals(before, estimates(keys));
    }

    @Test
    void ofEachTwoCountersTheGreaterIsKept() {
        for (int round = 0; round < 10_000; round++) {
            long a = hashes.nextLong();
            long b = hashes.nextLong();
            long expected = 0;
            for (int shift = 0; shift < 64; shift += 4) {
                expected |= Math.max(a >>> shift & 15, b >>> shift & 15) << shift;
            }
            assertEquals(expected, FrequencySketch.greater(a, b));
            assertEquals(a, FrequencySketch.greater(a, a));
        }
    }

    /** Raising threads lose increments to each other, not the sketch to a thread that changes its structure. */
    @Test
    void threadsRaiseWhileItGrowsShrinksAgesAndMoves() throws InterruptedException {
        fitFully(8L * PER_BLOCK);
        long[] hot = keys(50);
        AtomicBoolean stop = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Random random = new Random(t);
            Thread thread = new Thread(() -> {
                while (!stop.get()) {
                    sketch.raise(random.nextInt(4) == 0 ? hot[random.nextInt(hot.length)] : random.nextLong());
                }
            });
            thread.setUncaughtExceptionHandler((who, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        Random random = new Random(99);
        for (int i = 0; i < 1000 && retired.size() < 150; i++) {
            long entries = (4L + random.nextInt(40)) * PER_BLOCK;
            for (int step = 0; step < 5; step++) {
                sketch.fit(entries);
            }
            sketch.moveBlock(0, 32L * BLOCK);
        }
        Thread.sleep(50);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        for (long key : hot) {
            assertTrue(sketch.frequency(key) > 0, "raised thousands of times");
        }
        long[] keys = keys(1000);
        for (long key : keys) {
            raise(key, 4);
        }
        for (long key : keys) {
            assertTrue(sketch.frequency(key) >= 4);
        }
    }
}
