package org.varve.store.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.ByteAccount;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/** Segments that change their stream as they are. */
class RelabellingTest {
    private static final int SEGMENTS = 14;
    private static final int BYTES = 2 << 10;

    private final Geometry geometry = new Geometry(10, 32, 15, 2, 2, 1);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final SegmentTable segments = new SegmentTable(geometry, blocks);
    private final ReentrantLock several = new ReentrantLock();
    private final Survey survey = new Survey(segments, blocks);
    private final Relabelling relabelling = new Relabelling(segments, survey, several);
    private final int[] slots = new int[SEGMENTS];

    @BeforeEach
    void fill() {
        while (blocks.mayGrow()) {
            assertTrue(blocks.grow());
        }
        for (int i = 0; i < SEGMENTS; i++) {
            int chain = blocks.takeChain(2);
            assertNotEquals(BlockAllocator.NONE, chain);
            slots[i] = segments.open(chain, Stream.WINDOW, SegmentTable.ETERNAL, 0);
            segments.appended(slots[i], BYTES);
            segments.addLive(slots[i], BYTES, SegmentTable.ETERNAL, new ByteAccount());
            segments.close(slots[i]);
        }
        // The order in which they came is not that of their slots.
        for (int i = 0; i < 4; i++) {
            assertTrue(segments.claim(slots[i]));
            segments.relabel(slots[i], Stream.WINDOW);
            segments.unclaim(slots[i]);
        }
    }

    @AfterEach
    void close() {
        space.close();
    }

    private void assertOnProbation(int from, int to) {
        for (int i = 0; i < SEGMENTS; i++) {
            assertEquals(i >= from && i < to ? Stream.PROBATION : Stream.WINDOW, segments.stream(slots[i]), "segment " + i);
        }
    }

    @Test
    void theOldestGoAsLongAsMoreAreWantedByOneSurvey() {
        survey.take(0);
        assertTrue(relabelling.toProbation(Stream.WINDOW, moved -> isBelow(survey, moved, 7)));
        assertOnProbation(4, 11);
    }

    @Test
    void oneGoesWhereNoMoreAreWanted() {
        survey.take(0);
        assertTrue(relabelling.toProbation(Stream.WINDOW, moved -> false));
        assertOnProbation(4, 5);
    }

    @Test
    void whatSomebodyElseHasIsLeftOut() {
        assertTrue(segments.claim(slots[6]));
        survey.take(0);
        assertTrue(relabelling.toProbation(Stream.WINDOW, moved -> true));
        segments.unclaim(slots[6]);
        assertEquals(Stream.WINDOW, segments.stream(slots[6]));
        assertEquals(SEGMENTS - 1, IntStream.of(slots).filter(slot -> segments.stream(slot) == Stream.PROBATION).count());
    }

    private static boolean isBelow(Survey seen, long moved, int wanted) {
        return seen.bytes(Stream.PROBATION) + moved < wanted * BYTES;
    }

    @Test
    void oneGoesWhileSomebodyElseMovesSeveral() throws InterruptedException {
        Thread other = new Thread(several::lock);
        other.start();
        other.join();
        survey.take(0);
        assertTrue(relabelling.toProbation(Stream.WINDOW, moved -> true));
        assertOnProbation(4, 5);
    }

    /** The second one's survey has what the first has moved so far; what it moves then is not in the first one's. */
    @Test
    void twoDoNotMoveTwiceAsMuch() {
        Survey later = new Survey(segments, blocks);
        boolean[] isFirst = {true};
        survey.take(0);
        assertTrue(relabelling.toProbation(Stream.WINDOW, moved -> {
            if (isFirst[0]) {
                isFirst[0] = false;
                later.take(0);
                assertTrue(new Relabelling(segments, later, several).toProbation(Stream.WINDOW, more -> isBelow(later, more, 6)));
                assertTrue(isBelow(survey, moved, 6));
            }
            return isBelow(survey, moved, 6);
        }));
        assertOnProbation(4, 10);
    }

    @Test
    void whatHasChangedItsStreamSinceStaysThere() {
        survey.take(0);
        assertTrue(segments.claim(slots[4]));
        segments.relabel(slots[4], Stream.PROTECTED);
        segments.unclaim(slots[4]);
        assertFalse(relabelling.toProbation(Stream.WINDOW, moved -> true));
        assertEquals(Stream.PROTECTED, segments.stream(slots[4]));
    }

    @Test
    void thereIsNothingToDoWhereThereIsNoSuchSegment() {
        survey.take(0);
        assertFalse(relabelling.toProbation(Stream.PROTECTED, moved -> true));
        assertOnProbation(0, 0);
    }
}
