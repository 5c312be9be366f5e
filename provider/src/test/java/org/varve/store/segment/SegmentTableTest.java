package org.varve.store.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;

/** Blocks are handed out all or nothing, and segments live as their diagram says. */
class SegmentTableTest {
    private static final int RESERVE = 3;

    private final Geometry geometry = new Geometry(10, 20, 13, 2, RESERVE, 1);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final SegmentTable segments = new SegmentTable(geometry, blocks);

    @AfterEach
    void close() {
        space.close();
    }

    private void growFully() {
        while (blocks.grow()) {
            assertTrue(blocks.freeBlocks() <= geometry.blockCount());
        }
        assertEquals(geometry.blockCount(), blocks.freeBlocks());
        assertFalse(blocks.mayGrow());
    }

    @Test
    void aChainIsHandedOutWholeOrNotAtAll() {
        growFully();
        int takeable = geometry.blockCount() - RESERVE;
        assertEquals(BlockAllocator.NONE, blocks.takeChain(takeable + 1));
        assertEquals(geometry.blockCount(), blocks.freeBlocks());
        int chain = blocks.takeChain(takeable);
        Set<Integer> seen = new HashSet<>();
        for (int block = chain; block != BlockAllocator.NONE; block = blocks.next(block)) {
            assertTrue(seen.add(block));
        }
        assertEquals(takeable, seen.size());
        assertEquals(BlockAllocator.NONE, blocks.takeChain(1));
        assertEquals(BlockAllocator.NONE, blocks.takeForIndex());
        assertFalse(blocks.hasRoom(1));
        int reserve = blocks.takeChainFromReserve(RESERVE);
        assertNotEquals(BlockAllocator.NONE, reserve);
        assertEquals(BlockAllocator.NONE, blocks.takeChainFromReserve(1));
        blocks.giveChain(chain);
        blocks.giveChain(reserve);
        assertEquals(geometry.blockCount(), blocks.freeBlocks());
    }

    @Test
    void theFirstBlockIsTheIndexs() {
        blocks.grow();
        assertEquals(0, blocks.takeForIndex());
        assertTrue(blocks.grow() && blocks.grow());
        assertEquals(new BlockAllocator.Usage(20 << 10, 0, 0, 19 << 10, 1 << 10), blocks.usage(segments));
    }

    @Test
    void memoryIsCommittedExtentByExtent() {
        assertTrue(blocks.grow());
        assertEquals(8, blocks.freeBlocks());
        assertTrue(blocks.grow());
        assertTrue(blocks.grow());
        assertEquals(20, blocks.freeBlocks());
        assertFalse(blocks.grow());
    }

    @Test
    void figuresAddUpWhateverTheLiveBytesAre() {
        growFully();
        blocks.takeForIndex();
        int slot = segments.open(blocks.takeChain(2));
        segments.addLive(slot, 1500);
        assertEquals(new BlockAllocator.Usage(20 << 10, 1500, 548, 17 << 10, 1 << 10), blocks.usage(segments));
        segments.addLive(slot, 1000);
        assertEquals(new BlockAllocator.Usage(20 << 10, 2048, 0, 17 << 10, 1 << 10), blocks.usage(segments));
    }

    @Test
    void aSegmentLivesAsDocumented() {
        growFully();
        int slot = segments.open(blocks.takeChain(1));
        assertEquals(SegmentState.OPEN, segments.state(slot));
        segments.extend(slot, blocks.takeChain(2));
        assertEquals(3, segments.blockCount(slot));
        assertFalse(segments.claim(slot), "an open segment cannot be claimed");
        assertThrows(IllegalStateException.class, () -> segments.unclaim(slot));
        assertThrows(IllegalStateException.class, () -> segments.free(slot));
        assertEquals(SegmentState.OPEN, segments.state(slot));
        segments.close(slot);
        assertThrows(IllegalStateException.class, () -> segments.close(slot));
        assertThrows(IllegalStateException.class, () -> segments.free(slot));
        assertTrue(segments.claim(slot));
        assertFalse(segments.claim(slot));
        segments.unclaim(slot);
        assertEquals(SegmentState.CLOSED, segments.state(slot));
        assertTrue(segments.claim(slot));
        long age = segments.sequence(slot);
        segments.renew(slot);
        assertTrue(segments.sequence(slot) > age);
        segments.addLive(slot, 1);
        assertThrows(IllegalStateException.class, () -> segments.free(slot), "live bytes");
        segments.subtractLive(slot, 1);
        assertEquals(17, blocks.freeBlocks());
        segments.free(slot);
        assertEquals(SegmentState.FREE, segments.state(slot));
        assertEquals(20, blocks.freeBlocks());
        assertEquals(0, segments.segments());
    }

    @Test
    void thereIsASlotForEveryBlock() {
        growFully();
        for (int i = 0; i < geometry.blockCount() - RESERVE; i++) {
            int block = blocks.takeChain(1);
            int slot = segments.open(block);
            assertEquals(slot, segments.slotOf(((long) block << 10) + 5));
        }
        assertEquals(geometry.blockCount() - RESERVE, segments.segments());
    }

    @Test
    void impossibleGeometriesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Geometry(9, 100, 13, 2, 2, 1), "a block must hold a run of cells");
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 9, 2, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 3, 13, 2, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 13, 0, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 13, 2, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> new Geometry(10, 100, 13, 2, 2, 3), "heads are chosen by a mask");
    }

    @Test
    void geometriesFollowFromTheBudget() {
        for (long capacity = 8L << 20; capacity <= 8L << 40; capacity += capacity / 3) {
            for (int cores = 1; cores <= 256; cores *= 3) {
                Geometry made = Geometry.of(capacity, cores);
                assertTrue(made.bytes() <= capacity && made.bytes() > capacity - made.blockSize());
                // Open heads and the reserve stay a small part of the budget.
                long held = (made.heads() + 1L) * made.segmentBlocks() + made.reserve();
                assertTrue(made.heads() * 100L <= made.blockCount(), made::toString);
                assertTrue(held > 0 && made.reserve() * 30L <= made.blockCount(), made::toString);
            }
        }
    }
}
