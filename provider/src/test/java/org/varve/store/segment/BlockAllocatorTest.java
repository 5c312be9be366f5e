package org.varve.store.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;

/** Whom free blocks are promised to, and how extents come and go. */
class BlockAllocatorTest {
    private static final int RESERVE = 2;
    private static final int PER_EXTENT = 8;

    /** Four extents of eight blocks, two of them in the budget at first. */
    private final Geometry geometry = new Geometry(10, 4 * PER_EXTENT, 13, 2, RESERVE, 1, 2 * PER_EXTENT);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final SegmentTable segments = new SegmentTable(geometry, blocks);

    @AfterEach
    void close() {
        space.close();
    }

    private void growFully() {
        while (blocks.grow()) {
            assertTrue(blocks.freeBlocks() <= blocks.budgetBlocks());
        }
        assertFalse(blocks.mayGrow());
    }

    private long committed() {
        return blocks.usage(segments, 0).committed() >> geometry.blockShift();
    }

    private static <T> T elsewhere(Supplier<T> action) {
        AtomicReference<T> result = new AtomicReference<>();
        Thread other = new Thread(() -> result.set(action.get()));
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return result.get();
    }

    @Test
    void memoryIsTakenUpToTheBudgetOfTheMoment() {
        growFully();
        assertEquals(2 * PER_EXTENT, committed());
        blocks.setBudget(3 * PER_EXTENT + 3);
        growFully();
        assertEquals(3 * PER_EXTENT + 3, committed());
        assertTrue(blocks.committedBlocks().get(3 * PER_EXTENT + 2));
        assertFalse(blocks.committedBlocks().get(3 * PER_EXTENT + 3));
        assertEquals(3 * PER_EXTENT + 3, blocks.freeBlocks());
    }

    @Test
    void theLogGetsTheHighestExtentAndTheIndexTheLowest() {
        growFully();
        assertEquals(0, blocks.takeForIndex());
        assertEquals(PER_EXTENT, blocks.takeChain(1));
        assertEquals(1, blocks.takeForIndex());
        assertEquals(2 << 10, blocks.usage(segments, 0).index());
        blocks.giveIndexBlock(1);
        assertEquals(1 << 10, blocks.usage(segments, 0).index());
    }

    /** Otherwise a store that is nearly empty would drop what it has when its budget is lowered. */
    @Test
    void whereWhatIsThereFitsNoRoomIsNeeded() {
        growFully();
        blocks.takeForIndex();
        blocks.takeChain(1);
        blocks.setBudget(PER_EXTENT);
        assertFalse(blocks.shrinking().isRoomNeeded());
        assertFalse(blocks.shrinking().isEmptying());
        assertTrue(blocks.shrinking().park());
        assertFalse(blocks.shrinking().isRoomNeeded());
        assertTrue(blocks.shrinking().isEmptying(), "one block of the log is still to be moved");
    }

    @Test
    void whereItDoesNotFitRoomIsNeededUntilTheExtentsAreChosen() {
        growFully();
        int first = blocks.takeForIndex();
        int held = blocks.takeChain(12);
        blocks.setBudget(PER_EXTENT);
        assertTrue(blocks.shrinking().isRoomNeeded());
        assertTrue(blocks.shrinking().isEmptying());
        assertTrue(blocks.shrinking().parkAnyway());
        assertFalse(blocks.shrinking().isRoomNeeded());
        assertTrue(blocks.shrinking().isEmptying());
        blocks.giveChain(held);
        assertFalse(blocks.shrinking().isEmptying(), "nothing but a grace period is missing");
        assertEquals(0, first);
    }

    @Test
    void blocksOfAParkedExtentAreNotHandedOutAndComeBackWhenItStays() {
        growFully();
        blocks.takeForIndex();
        int held = blocks.takeChain(1);
        blocks.setBudget(PER_EXTENT);
        assertTrue(blocks.shrinking().park());
        assertEquals(PER_EXTENT - 1, blocks.freeBlocks());
        assertEquals(2 * PER_EXTENT - 2, blocks.freeBlockNumbers().length);
        assertEquals(0, blocks.shrinking().vacant().length);
        assertEquals(1, blocks.shrinking().occupied().length);
        assertEquals(1, blocks.shrinking().usedBlocks(1).length);
        assertEquals(held, blocks.shrinking().usedBlocks(1)[0]);
        assertTrue(blocks.takeChain(1) < PER_EXTENT);
        blocks.setBudget(2 * PER_EXTENT);
        assertFalse(blocks.shrinking().park());
        assertEquals(2 * PER_EXTENT - 3, blocks.freeBlocks());
        assertEquals(2 * PER_EXTENT, committed());
    }

    @Test
    void aVacantExtentGoesAndItsSlotIsUsedAgain() {
        growFully();
        blocks.takeForIndex();
        int held = blocks.takeChain(2);
        blocks.setBudget(PER_EXTENT);
        assertTrue(blocks.shrinking().park());
        blocks.shrinking().release(1);
        assertEquals(2 * PER_EXTENT, committed(), "it is not vacant");
        blocks.giveChain(held);
        assertEquals(1, blocks.shrinking().vacant().length);
        blocks.shrinking().release(1);
        assertEquals(PER_EXTENT, committed());
        assertFalse(blocks.shrinking().park());
        long gone = (long) PER_EXTENT << 10;
        assertThrows(IllegalStateException.class, () -> space.extent(gone).getLong(space.offset(gone)));
        blocks.setBudget(2 * PER_EXTENT);
        growFully();
        space.extent(gone).putLong(space.offset(gone), 1);
        assertEquals(1, space.extent(gone).getLong(space.offset(gone)));
    }

    @Test
    void theFirstExtentAlwaysStays() {
        growFully();
        blocks.setBudget(4);
        assertTrue(blocks.shrinking().park());
        assertEquals(1, blocks.shrinking().vacant()[0]);
        blocks.shrinking().release(1);
        assertFalse(blocks.shrinking().park());
        assertEquals(PER_EXTENT, committed());
    }

    @Test
    void shortExtentsGoWhereTheyTakeTheSlotsOfOthers() {
        for (int budget = 2 * PER_EXTENT; budget <= 2 * PER_EXTENT + 2; budget++) {
            blocks.setBudget(budget);
            growFully();
        }
        assertEquals(2 * PER_EXTENT + 2, committed());
        assertFalse(blocks.shrinking().park(), "the memory is what it should be");
        blocks.setBudget(4 * PER_EXTENT);
        assertTrue(blocks.shrinking().park());
        while (blocks.shrinking().vacant().length > 0) {
            blocks.shrinking().release(blocks.shrinking().vacant()[0]);
        }
        growFully();
        assertEquals(4 * PER_EXTENT, committed());
    }

    @Test
    void whatIsFreeIsPromisedToWhoeverWaitsLongest() {
        growFully();
        int all = 2 * PER_EXTENT - RESERVE;
        int held = blocks.takeChain(all);
        assertEquals(BlockAllocator.NONE, blocks.takeChain(1));
        try (Pledge first = blocks.enqueue(all - 1)) {
            assertEquals(all - 1, first.count());
            assertEquals(all - 1, blocks.demand());
            Pledge second = elsewhere(() -> blocks.enqueue(all));
            blocks.giveChain(held);
            assertTrue(elsewhere(() -> blocks.hasRoom(1)), "one more than is promised");
            assertFalse(elsewhere(() -> blocks.hasRoom(2)));
            assertEquals(BlockAllocator.NONE, elsewhere(() -> blocks.takeChain(2)));
            assertNotEquals(BlockAllocator.NONE, blocks.takeForIndex(), "the index's block of the same writer");
            assertTrue(blocks.hasRoom(all - 1));
            assertNotEquals(BlockAllocator.NONE, blocks.takeChain(all - 1));
            assertEquals(all, blocks.demand(), "the second is the first now");
            second.close();
            second.close();
            assertEquals(0, blocks.demand());
        }
        assertEquals(0, blocks.demand());
    }

    @Test
    void survivorsFindTheReserveWhateverIsPromised() {
        growFully();
        try (Pledge pledge = blocks.enqueue(2 * PER_EXTENT)) {
            assertTrue(pledge.count() > 0);
            assertNotEquals(BlockAllocator.NONE, elsewhere(() -> blocks.takeChainFromReserve(3)));
        }
    }

    @Test
    void progressIsSeen() {
        long before = blocks.progress();
        blocks.grow();
        assertEquals(before + PER_EXTENT, blocks.progress());
        int held = blocks.takeChain(3);
        assertEquals(before + PER_EXTENT, blocks.progress());
        blocks.giveChain(held);
        assertEquals(before + PER_EXTENT + 3, blocks.progress());
    }
}
