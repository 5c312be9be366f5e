package org.varve.store.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;

/** Budgets that are no multiple of an extent are lowered and raised: every one is reached to a block, and no block lies where there are no tables for it. */
class ExtentsTest {
    private static final int ROUNDS = 200;

    private final Random random = new Random(3);
    private final ArrayDeque<Integer> held = new ArrayDeque<>();

    @ParameterizedTest
    @CsvSource({"8388608, 8388608", "9437185, 9437185", "8392704, 33570816", "10485761, 12582913", "16773120, 16773120", "8388608, 67112960"})
    void anyBudgetIsReachedWhateverWasBefore(long capacity, long maxCapacity) {
        Geometry geometry = Geometry.of(capacity, maxCapacity, 2);
        int highest = (int) (maxCapacity >>> geometry.blockShift());
        AddressSpace space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
        BlockAllocator blocks = new BlockAllocator(geometry, space);
        SegmentTable segments = new SegmentTable(geometry, blocks);
        try {
            assertTrue(blocks.grow());
            assertEquals(0, blocks.takeForIndex());
            for (int round = 0; round < ROUNDS; round++) {
                int budget = round % 4 == 0 ? highest : geometry.leastBlocks() + random.nextInt(highest - geometry.leastBlocks() + 1);
                blocks.setBudget(budget);
                settle(blocks);
                assertEquals((long) budget << geometry.blockShift(), blocks.usage(segments, 0).committed());
                int[] free = blocks.freeBlockNumbers();
                assertEquals(free.length, Arrays.stream(free).filter(blocks.committedBlocks()::get).distinct().count());
                assertEquals(budget, free.length + 1 + held.stream().mapToInt(chain -> length(blocks, chain)).sum());
            }
        } finally {
            space.close();
        }
    }

    /** What maintenance does, in any order, while blocks are taken. */
    private void settle(BlockAllocator blocks) {
        while (blocks.shrinking().park() || blocks.mayGrow()) {
            int[] vacant = blocks.shrinking().vacant();
            if (vacant.length > 0 && random.nextBoolean()) {
                blocks.shrinking().release(vacant[random.nextInt(vacant.length)]);
            } else if (random.nextBoolean()) {
                blocks.grow();
            } else if (!held.isEmpty()) {
                blocks.giveChain(held.remove());
            }
        }
        for (int i = 0; i < 3; i++) {
            int chain = blocks.takeChain(1 + random.nextInt(blocks.freeBlocks() / 8));
            assertNotEquals(BlockAllocator.NONE, chain);
            held.add(chain);
        }
    }

    private static int length(BlockAllocator blocks, int chain) {
        int length = 0;
        for (int block = chain; block != BlockAllocator.NONE; block = blocks.next(block)) {
            length++;
        }
        return length;
    }
}
