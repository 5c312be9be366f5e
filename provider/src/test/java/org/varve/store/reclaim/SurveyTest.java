package org.varve.store.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.ByteAccount;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/** Which segments are nominated. */
class SurveyTest {
    private static final int PER_EXTENT = 8;

    private final Geometry geometry = new Geometry(10, 4 * PER_EXTENT, 13, 2, 2, 1, 2 * PER_EXTENT);
    private final AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
    private final BlockAllocator blocks = new BlockAllocator(geometry, space);
    private final SegmentTable segments = new SegmentTable(geometry, blocks);
    private final Survey survey = new Survey(segments, blocks);

    @AfterEach
    void close() {
        space.close();
    }

    private int segment() {
        int slot = segments.open(blocks.takeChain(2), Stream.WINDOW, SegmentTable.ETERNAL, 0);
        segments.appended(slot, 2 << 10);
        segments.addLive(slot, 2 << 10, SegmentTable.ETERNAL, new ByteAccount());
        segments.close(slot);
        return slot;
    }

    /** Its blocks would be of no use to a writer that waits for some. */
    @Test
    void whatIsInAnExtentThatIsBeingEmptiedComesLast() {
        assertTrue(blocks.grow());
        assertTrue(blocks.grow());
        int leaving = segment();
        assertEquals(1, blocks.extentOf(segments.firstBlock(leaving)));
        for (int i = 0; i < 3; i++) {
            segment();
        }
        int staying = segment();
        assertEquals(0, blocks.extentOf(segments.firstBlock(staying)));
        survey.take(0);
        assertEquals(leaving, survey.oldest(Stream.WINDOW));
        blocks.setBudget(PER_EXTENT);
        assertTrue(blocks.shrinking().parkAnyway());
        assertFalse(survey.isLeaving(leaving), "by the survey taken before");
        survey.take(0);
        assertTrue(survey.isLeaving(leaving));
        assertFalse(survey.isLeaving(staying));
        assertEquals(staying, survey.oldest(Stream.WINDOW));
    }
}
