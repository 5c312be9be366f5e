package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.varve.store.CheckedMemory.Access;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Extent;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/** A thread that raises a frequency is overtaken by each change of the sketch's structure before each of its accesses to memory in turn. */
class SketchInterferenceTest {
    private static final int BLOCK_SHIFT = 12;
    private static final int BLOCK = 1 << BLOCK_SHIFT;
    private static final int PER_BLOCK = BLOCK / FrequencySketch.BYTES_PER_ENTRY;
    private static final int BLOCKS = 5;
    private static final long KEY = 0x0123_4567_89ab_cdefL;
    /** Four words are read to raise a key, and at most four are written. */
    private static final int ACCESSES = 8;

    private final CheckedMemory memory = new CheckedMemory();
    private final Geometry geometry = new Geometry(BLOCK_SHIFT, 64, 15, 2, 2, 1);
    private AddressSpace space;
    private BlockAllocator blocks;
    private FrequencySketch sketch;
    private List<Integer> retired;
    private long[] others;

    private enum Change {
        GROW, SHRINK, MOVE, AGE
    }

    @BeforeEach
    void fill() {
        fill(block -> retired.add(block));
    }

    private void fill(IntConsumer whereBlocksGo) {
        space = new AddressSpace(memory, geometry.extentShift(), geometry.bytes());
        blocks = new BlockAllocator(geometry, space);
        while (blocks.grow()) {
            assertTrue(blocks.freeBlocks() > 0);
        }
        retired = new ArrayList<>();
        sketch = new FrequencySketch(geometry, blocks, space, FrequencySketch.BYTES_PER_ENTRY, whereBlocksGo);
        fit(BLOCKS);
        others = new SplittableRandom(2).longs(2000).toArray();
        for (long other : others) {
            sketch.raise(other);
        }
        for (int i = 0; i < 4; i++) {
            sketch.raise(KEY);
        }
    }

    @AfterEach
    void close() {
        space.close();
        assertEquals(0, memory.openExtents());
    }

    private void fit(int wanted) {
        while (sketch.fit((long) wanted * PER_BLOCK)) {
            assertTrue(sketch.blockAddresses().length <= 20);
        }
    }

    private void make(Change change) {
        switch (change) {
            case GROW -> fit(2 * BLOCKS);
            case SHRINK -> fit(0);
            case MOVE -> {
                for (long address : sketch.blockAddresses()) {
                    assertEquals(FrequencySketch.Move.MOVED, sketch.moveBlock(address, address + 1));
                }
            }
            case AGE -> {
                assertTrue(sketch.fit(100));
                for (int i = 0; i < BLOCKS; i++) {
                    assertTrue(sketch.fit(100));
                }
            }
        }
    }

    @Test
    void everyChangeBeforeEveryAccess() {
        for (Change change : Change.values()) {
            for (int at = 0; at < ACCESSES; at++) {
                if (at > 0 || change != Change.values()[0]) {
                    close();
                    fill();
                }
                boolean[] made = new boolean[1];
                raiseOvertakenAt(at, () -> {
                    made[0] = true;
                    make(change);
                });
                assertTrue(made[0], change + " at " + at + " never took place");
                assertNothingElseChanged(change + " at " + at);
                assertEstimates(change, at);
                makeAgain();
            }
        }
    }

    /** The control: what the sketch's owner must not do. */
    @Test
    void aBlockThatIsReusedAtOnceIsWrittenTo() {
        int damaged = 0;
        for (int at = 0; at < ACCESSES; at++) {
            close();
            fill(block -> blocks.giveChain(block));
            raiseOvertakenAt(at, () -> make(Change.SHRINK));
            try {
                assertNothingElseChanged("at " + at);
            } catch (AssertionError expected) {
                damaged++;
            }
        }
        assertTrue(damaged > 0, "nothing to be found");
    }

    /** The other way round: what is read while blocks are merged is at no moment lower than before. */
    @Test
    void shrinkingIsOvertakenByReaders() {
        int[] before = Arrays.stream(others).mapToInt(sketch::frequency).toArray();
        int[] seen = new int[1];
        memory.hook(access -> {
            if (seen[0]++ % 211 == 0) {
                assertTrue(sketch.frequency(KEY) >= 4);
                for (int i = 0; i < others.length; i++) {
                    assertTrue(sketch.frequency(others[i]) >= before[i], "access " + seen[0]);
                }
            }
        });
        fit(1);
        memory.unhook();
        assertTrue(sketch.blockAddresses().length < BLOCKS);
        assertTrue(seen[0] > BLOCK / Long.BYTES);
    }

    private void raiseOvertakenAt(int at, Runnable what) {
        int[] seen = new int[1];
        memory.hook(access -> {
            if ((access == Access.READ || access == Access.WRITE_LONG) && seen[0]++ == at) {
                what.run();
            }
        });
        sketch.raise(KEY);
        memory.unhook();
    }

    /** What is free is as it was freed: the thread that was overtaken wrote to blocks of the sketch or to such as have been retired. */
    private void assertNothingElseChanged(String when) {
        byte[] content = new byte[BLOCK];
        for (int block : blocks.freeBlockNumbers()) {
            long address = (long) block << BLOCK_SHIFT;
            Extent extent = space.extent(address);
            extent.copyTo(space.offset(address), content, 0, BLOCK);
            for (byte b : content) {
                assertEquals((byte) 0xDB, b, when + ": free block " + block);
            }
        }
        long[] used = sketch.blockAddresses();
        for (int block : retired) {
            assertTrue(Arrays.stream(used).noneMatch(address -> address >>> BLOCK_SHIFT == block), when);
        }
    }

    private void assertEstimates(Change change, int at) {
        String when = change + " at " + at;
        if (change == Change.SHRINK) {
            assertEquals(0, sketch.frequency(KEY), when);
            return;
        }
        int least = change == Change.AGE ? 2 : 4;
        assertTrue(sketch.frequency(KEY) >= least && sketch.frequency(KEY) <= 8, when + ": " + sketch.frequency(KEY));
        if (change != Change.AGE) {
            for (long other : others) {
                assertNotEquals(0, sketch.frequency(other), when);
            }
        }
    }

    /** Blocks that have been retired may be used for anything after the access. */
    private void makeAgain() {
        for (int block : retired) {
            blocks.giveChain(block);
        }
        retired.clear();
        fit(2);
        for (int i = 0; i < 3; i++) {
            sketch.raise(KEY);
        }
        assertTrue(sketch.frequency(KEY) >= 3);
        assertNothingElseChanged("afterwards");
    }
}
