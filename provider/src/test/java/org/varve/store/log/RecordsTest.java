package org.varve.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;
import org.varve.store.memory.Memory;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/** Record layout, heads, and records that cross blocks. */
class RecordsTest {
    private static final int BLOCK = 1024;

    private final Geometry geometry = new Geometry(10, 256, 18, 4, 1, 1);
    private AddressSpace space;
    private BlockAllocator blocks;
    private SegmentTable segments;
    private Records records;
    private Head head;

    @BeforeEach
    void open() {
        space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
        blocks = new BlockAllocator(geometry, space);
        blocks.grow();
        segments = new SegmentTable(geometry, blocks);
        records = new Records(geometry, space, blocks);
        head = new Head(geometry, segments, blocks, Stream.WINDOW, false);
        blocks.takeForIndex();
    }

    @AfterEach
    void close() {
        space.close();
    }

    @ParameterizedTest
    @CsvSource({"false, false, 0, 0, 5", "false, false, 127, 127, 5", "false, false, 128, 127, 6", "false, false, 127, 16384, 7",
        "true, false, 8, 100, 13", "true, true, 8, 100, 17", "false, true, 8, 100, 9", "true, true, 134217727, 2147483647, 24"})
    void theHeaderIsAsShortAsDocumented(boolean expiry, boolean hash, int key, int value, int header) {
        long shape = RecordLayout.shape(expiry, hash, key, value);
        assertEquals(header, RecordLayout.headerLength(shape));
        assertEquals(key, RecordLayout.keyLength(shape));
        assertEquals(value, RecordLayout.valueLength(shape));
        assertEquals((long) header + key + value, RecordLayout.size(shape));
        assertTrue(header <= RecordLayout.MAX_HEADER);
        Extent extent = space.extent(0);
        RecordLayout.write(extent, 8, (expiry ? RecordLayout.HAS_EXPIRY : 0) | (hash ? RecordLayout.HAS_HASH : 0), 0xABCD, shape, 12345, 678);
        assertEquals(shape, RecordLayout.read(extent, 8));
        assertEquals(0xABCD, RecordLayout.indexId(extent, 8));
        if (expiry) {
            assertEquals(12345, extent.getLong(8 + RecordLayout.expiryOffset(RecordLayout.flags(extent, 8), shape)));
        }
        if (hash) {
            assertEquals(678, extent.getInt(8 + RecordLayout.hashOffset(shape)));
        }
    }

    @Test
    void arbitraryBytesAreReadWithoutLeavingThem() {
        Random random = new Random(1);
        Extent extent = space.extent(0);
        for (int i = 0; i < 100_000; i++) {
            for (int at = 0; at < RecordLayout.MAX_HEADER; at++) {
                extent.putByte(at, (byte) (random.nextBoolean() ? -1 : random.nextInt()));
            }
            long shape = RecordLayout.read(extent, 0);
            if (shape != RecordLayout.RUBBISH) {
                assertTrue(RecordLayout.headerLength(shape) <= RecordLayout.MAX_HEADER);
                assertTrue(RecordLayout.keyLength(shape) >= 0 && RecordLayout.valueLength(shape) >= 0);
            }
        }
    }

    /** A reader may take the lengths from one record and the flags from what follows it in the same place. */
    @Test
    void fieldsOfAMixtureOfTwoRecordsAreInsideTheBlock() {
        long shape = RecordLayout.shape(false, false, 1, 1);
        for (int flags = 0; flags <= 3; flags++) {
            assertTrue(RecordLayout.expiryOffset(flags, shape) >= 0, "before the block");
        }
        assertTrue(RecordLayout.hashOffset(shape) >= 0);
        assertTrue(RecordLayout.expiryOffset(0, RecordLayout.shape(true, true, 1 << 27 - 1, Integer.MAX_VALUE)) + 8 <= RecordLayout.MAX_HEADER);
    }

    @Test
    void aHeaderNeverCrossesABlockAndWhateverFollowsMay() {
        Random random = new Random(2);
        long before = -1;
        for (int i = 0; i < 2000; i++) {
            byte[] key = bytes(random, random.nextInt(i % 50 == 0 ? 3000 : 20));
            byte[] value = bytes(random, random.nextInt(i % 20 == 0 ? 3000 : 40));
            boolean expiry = random.nextBoolean();
            boolean hash = random.nextBoolean();
            long shape = RecordLayout.shape(expiry, hash, key.length, value.length);
            long location = head.prepare(RecordLayout.size(shape), SegmentTable.ETERNAL, 0);
            if (location == 0) {
                freeAll();
                continue;
            }
            assertTrue(BLOCK - location % BLOCK >= RecordLayout.MAX_HEADER, "room for the longest header");
            assertNotEquals(before, location);
            before = location;
            records.write(location, shape, expiry, hash, 77, key, value, 0);
            head.finish(true);
            assertEquals(shape, records.shape(location));
            assertTrue(records.keyEquals(location, shape, key, key.length));
            if (key.length > 0) {
                key[key.length - 1]++;
                assertFalse(records.keyEquals(location, shape, key, key.length));
                key[key.length - 1]--;
            }
            byte[] copy = new byte[value.length];
            assertTrue(records.copy(location, RecordLayout.headerLength(shape) + key.length, copy, 0, copy.length));
            assertArrayEquals(value, copy);
            KeyHash keyHash = new KeyHash(5);
            assertEquals(hash ? keyHash.ofHashCode(77) : keyHash.of(key, key.length), records.hash(location, shape, keyHash));
        }
    }

    private void freeAll() {
        head.closeSegment();
        for (int slot = 0; slot < segments.usedSlots(); slot++) {
            if (segments.claim(slot)) {
                segments.free(slot);
            }
        }
    }

    @Test
    void relocatedRecordsAreTheSameAcrossAllBlockBorders() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] key = bytes(random, random.nextInt(100));
            byte[] value = bytes(random, random.nextInt(4000));
            long shape = RecordLayout.shape(true, false, key.length, value.length);
            long size = RecordLayout.size(shape);
            long from = head.prepare(size, SegmentTable.ETERNAL, 0);
            records.write(from, shape, true, false, 0, key, value, 0);
            records.setExpireAt(from, shape, i);
            head.finish(true);
            long to = head.prepare(size, SegmentTable.ETERNAL, 0);
            records.relocate(from, to, size);
            head.finish(true);
            assertEquals(shape, records.shape(to));
            assertEquals(i, records.expireAt(to, shape, 0));
            byte[] copy = new byte[value.length];
            records.copy(to, RecordLayout.headerLength(shape) + key.length, copy, 0, copy.length);
            assertArrayEquals(value, copy);
            freeAll();
        }
    }

    @Test
    void anAbandonedRecordLeavesNothingBehind() {
        long small = RecordLayout.shape(false, false, 1, 100);
        long large = RecordLayout.shape(false, false, 1, 2000);
        long first = head.prepare(RecordLayout.size(small), SegmentTable.ETERNAL, 0);
        records.write(first, small, false, false, 0, new byte[1], new byte[100], 0);
        head.finish(true);
        long abandoned = head.prepare(RecordLayout.size(large), SegmentTable.ETERNAL, 0);
        records.write(abandoned, large, false, false, 0, new byte[1], new byte[2000], 0);
        head.finish(false);
        long next = head.prepare(RecordLayout.size(small), SegmentTable.ETERNAL, 0);
        assertEquals(abandoned, next, "the blocks it brought are gone again");
        assertEquals(RecordLayout.size(small), distance(first, next));
        records.write(next, small, false, false, 0, new byte[1], new byte[100], 0);
        head.finish(false);
        assertEquals(next, head.prepare(RecordLayout.size(small), SegmentTable.ETERNAL, 0));
    }

    /** Bytes from one location to another along the chain. */
    private long distance(long from, long to) {
        int hops = 0;
        for (int block = (int) (from / BLOCK); block != to / BLOCK; block = blocks.next(block)) {
            hops++;
        }
        return (long) hops * BLOCK + to % BLOCK - from % BLOCK;
    }

    @Test
    void largeRecordsExtendASegmentOnceOnly() {
        int most = 0;
        for (int i = 0; i < 30; i++) {
            long shape = RecordLayout.shape(false, false, 1, 3 * BLOCK + 1023);
            assertNotEquals(0, head.prepare(RecordLayout.size(shape), SegmentTable.ETERNAL, 0));
            head.finish(true);
        }
        for (int slot = 0; slot < segments.usedSlots(); slot++) {
            most = Math.max(most, segments.state(slot) == SegmentState.FREE ? 0 : segments.blockCount(slot));
        }
        assertTrue(most <= 2 * geometry.segmentBlocks(), "blocks of the largest segment: " + most);
    }

    @Test
    void theHashIsTheSameOnAndOffTheHeapAndSpreads() {
        Random random = new Random(4);
        KeyHash hash = new KeyHash(random.nextLong());
        Extent extent = space.extent(0);
        for (int i = 0; i < 2000; i++) {
            byte[] key = bytes(random, random.nextInt(70));
            int offset = random.nextInt(16);
            extent.copyFrom(offset, key, 0, key.length);
            assertEquals(hash.of(key, key.length), hash.of(extent, offset, key.length));
        }
        Set<Long> all = new HashSet<>();
        int[] low = new int[256];
        for (int i = 0; i < 100_000; i++) {
            byte[] key = {(byte) i, (byte) (i >>> 8), (byte) (i >>> 16), 0, 0, 0, 0, 0, 9};
            long h = hash.of(key, key.length);
            all.add(h);
            low[(int) h & 255]++;
        }
        assertEquals(100_000, all.size());
        for (int count : low) {
            assertTrue(count > 250 && count < 550, () -> "of 100000 keys " + count + " share eight hash bits");
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
