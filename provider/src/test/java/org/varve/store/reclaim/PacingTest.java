package org.varve.store.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;
import org.varve.store.observe.StallReport;
import org.varve.store.observe.StoreObserver;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/** What writers pay for the blocks that they take. */
class PacingTest {
    private static final int PER_EXTENT = 32;
    private static final int BUDGET = 2 * PER_EXTENT;
    /** Low water is 2 + 16 * 3 / 8 = 8; something is owed below 2 + 16 / 4 = 6. */
    private final Geometry geometry = new Geometry(10, 4 * PER_EXTENT, 15, 16, 2, 1, BUDGET);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final ReclaimCounters counters = new ReclaimCounters();
    private long nanos;
    private StallReport told;
    private final Pacing pacing = new Pacing(geometry, blocks, new Reporting(counters, new StoreObserver() {
        @Override
        public Consumer<StallReport> stallBegins() {
            return report -> told = report;
        }
    }, () -> nanos));

    @BeforeEach
    void grow() {
        while (blocks.grow()) {
            assertFalse(pacing.isDue());
        }
    }

    @AfterEach
    void close() {
        space.close();
    }

    private void leaveFree(int wanted) {
        blocks.takeChainFromReserve(blocks.freeBlocks() - wanted);
        assertEquals(wanted, blocks.freeBlocks());
    }

    private int slicesPaid() {
        int[] slices = new int[1];
        pacing.pay(() -> {
            slices[0]++;
            return true;
        });
        return slices[0];
    }

    @Test
    void nothingIsOwedWhereBlocksAreLeft() {
        leaveFree(geometry.hasteMark());
        pacing.taken(3);
        assertFalse(pacing.isDue());
    }

    @Test
    void nothingIsOwedWhileTheStoreStillGrows() {
        leaveFree(0);
        blocks.setBudget(BUDGET + PER_EXTENT);
        pacing.taken(3);
        assertFalse(pacing.isDue());
    }

    @Test
    void theFewerAreLeftTheMoreIsOwed() {
        leaveFree(geometry.hasteMark() - 1);
        pacing.taken(1);
        int first = slicesPaid();
        leaveFree(geometry.reserve());
        pacing.taken(1);
        int more = slicesPaid();
        assertEquals(4, first);
        assertEquals(16, more);
        pacing.taken(2);
        assertEquals(32, slicesPaid());
        assertFalse(pacing.isDue());
    }

    @Test
    void nobodyPaysLongerThanAMillisecondAndTheNextGoesOn() {
        leaveFree(geometry.reserve());
        pacing.taken(1);
        int paid = 0;
        int payers = 0;
        while (pacing.isDue()) {
            int[] slices = new int[1];
            pacing.pay(() -> {
                slices[0]++;
                nanos += 300_000;
                return true;
            });
            assertEquals(4, slices[0]);
            assertEquals(1_200_000, told.nanos());
            paid += slices[0];
            payers++;
        }
        assertEquals(16, paid);
        assertEquals(payers, counters.figures().stalls());
        assertEquals(payers * 1_200_000L, counters.figures().stallNanos());
    }

    @Test
    void whatIsOwedIsForgottenOnceThereAreBlocksEnough() {
        int held = blocks.takeChain(10);
        leaveFree(geometry.reserve());
        pacing.taken(5);
        pacing.pay(() -> {
            blocks.giveChain(held);
            return true;
        });
        assertFalse(pacing.isDue());
    }

    /** The background has made room meanwhile: nothing more is evicted. */
    @Test
    void aDebtOfBeforeIsNotPaid() {
        int held = blocks.takeChain(10);
        leaveFree(geometry.reserve());
        pacing.taken(5);
        blocks.giveChain(held);
        assertEquals(0, slicesPaid());
        assertFalse(pacing.isDue());
        assertEquals(0, counters.figures().stalls());
    }

    @Test
    void whoCannotPayBecauseOthersDoGoesOn() {
        leaveFree(geometry.reserve());
        pacing.taken(1);
        int[] tries = new int[1];
        pacing.pay(() -> {
            tries[0]++;
            return false;
        });
        assertEquals(1, tries[0]);
        assertEquals(15, slicesPaid());
    }

    /** Otherwise each put would fail although there are blocks. */
    @Test
    void aSliceThatFailsFailsOnePutOnly() {
        leaveFree(geometry.reserve());
        pacing.taken(1);
        assertThrows(IllegalStateException.class, () -> pacing.pay(() -> {
            throw new IllegalStateException("broken");
        }));
        assertFalse(pacing.isDue());
        assertEquals(1, counters.figures().stalls());
        assertNotNull(told);
    }

    @Test
    void aDebtThatNothingCanPayIsBounded() {
        leaveFree(0);
        pacing.taken(Integer.MAX_VALUE / 100);
        pacing.taken(Integer.MAX_VALUE / 100);
        assertEquals(256, slicesPaid());
    }

    /** Otherwise writers would take what is dropped to lower the budget. */
    @Test
    void whileTheBudgetIsLoweredBlocksAreToBePaidForHoweverManyAreFree() {
        blocks.takeForIndex();
        leaveFree(BUDGET / 2);
        blocks.setBudget(BUDGET / 2);
        assertTrue(blocks.freeBlocks() > geometry.lowWater());
        pacing.taken(1);
        assertEquals(16, slicesPaid());
        assertTrue(blocks.shrinking().isEmptying());
        assertTrue(blocks.shrinking().parkAnyway());
        pacing.taken(1);
        assertFalse(pacing.isDue());
    }
}
