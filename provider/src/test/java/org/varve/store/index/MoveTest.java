package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.varve.store.segment.BlockAllocator;

/** Runs and chunks are moved out of blocks. */
class MoveTest extends IndexTestCase {
    private static final int MOST_STEPS = 10_000;

    private final Random random = new Random(7);
    private final List<long[]> entries = new ArrayList<>();
    private final IndexMover mover = new IndexMover(registry, slab);

    private void change(Index index, int operations, int aim) {
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(2 * aim) >= entries.size()) {
                long hash = random.nextInt(8) == 0 && !entries.isEmpty() ? entries.get(0)[0] : random.nextLong();
                long location = insert(index, hash);
                if (location != 0) {
                    entries.add(new long[] {hash, location, index.id()});
                }
            } else {
                int which = random.nextInt(entries.size());
                long[] gone = entries.get(which);
                if (gone[2] == index.id()) {
                    assertTrue(remove(index, gone[0], gone[1]));
                    entries.remove(which);
                }
            }
        }
    }

    private void checkAll() {
        for (long[] entry : entries) {
            assertNotEquals(0, registry.byId((int) entry[2]).wordAt(entry[0], entry[1]));
        }
        assertEquals(List.of(), faults());
    }

    /** Takes the free blocks in a range, as who gives that range back would, and returns the chain of them. */
    private int holdFree(long from, long to) {
        int held = BlockAllocator.NONE;
        int others = BlockAllocator.NONE;
        int block = blocks.takeChainFromReserve(blocks.freeBlocks());
        while (block != BlockAllocator.NONE) {
            int next = blocks.next(block);
            boolean inRange = block >= from >> BLOCK_SHIFT && block < to >> BLOCK_SHIFT;
            blocks.link(block, inRange ? held : others);
            held = inRange ? block : held;
            others = inRange ? others : block;
            block = next;
        }
        blocks.giveChain(others);
        return held;
    }

    @Test
    void aRangeOfAddressesIsVacatedWhileTheIndexesChange() {
        Index[] indexes = {create(), create(), create()};
        for (int round = 0; round < 20; round++) {
            for (Index index : indexes) {
                change(index, 3_000, 2_000 + round * 500);
            }
            long from = (long) random.nextInt(30) << BLOCK_SHIFT;
            long to = from + ((long) (1 + random.nextInt(40)) << BLOCK_SHIFT);
            int held = holdFree(from, to);
            int steps = 0;
            while (!mover.vacateStep(from, to)) {
                assertTrue(++steps < MOST_STEPS, "vacating does not come to an end");
                change(indexes[random.nextInt(3)], 20, 3_000);
            }
            release();
            assertFalse(slab.hasBlocks(from, to));
            checkAll();
            mover.stay();
            blocks.giveChain(held);
        }
    }

    @Test
    void aRetiredIndexHoldsTheRangeUntilItIsDrained() {
        Index index = create();
        change(index, 3_000, 3_000);
        Index other = create();
        change(other, 500, 4_000);
        index.retire();
        assertFalse(mover.vacateStep(0, geometry.bytes() / 2));
        assertFalse(mover.vacateStep(0, geometry.bytes() / 2));
        while (!index.drain(location -> { }, 100)) {
            assertFalse(mover.vacateStep(0, geometry.bytes() / 2));
        }
        registry.remove(index);
        entries.removeIf(entry -> entry[2] == index.id());
        // All blocks are in that half, so there is nowhere to go.
        mover.stay();
        assertTrue(mover.vacateStep(20L << BLOCK_SHIFT, geometry.bytes()));
        checkAll();
    }

    @Test
    void halfEmptyBlocksAreMovedTogether() {
        Index[] indexes = new Index[200];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = create();
            change(indexes[i], 300, 40_000);
        }
        for (int i = 0; i < indexes.length; i++) {
            if (i % 4 != 0) {
                Index gone = indexes[i];
                entries.removeIf(entry -> entry[2] == gone.id());
                gone.retire();
                gone.drain(location -> { }, Integer.MAX_VALUE);
                registry.remove(gone);
            }
        }
        release();
        long before = indexBytes();
        while (mover.consolidateStep()) {
            checkAll();
        }
        release();
        assertTrue(indexBytes() <= before * 6 / 10, () -> "from " + before + " to " + indexBytes());
        checkAll();
        assertFalse(mover.consolidateStep(), "nothing is left to do");
    }
}
