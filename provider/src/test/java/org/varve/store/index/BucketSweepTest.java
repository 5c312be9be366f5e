package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.CheckedMemory;

/** Entries taken out in the order of the buckets: those that are to go, no others, whatever happens to the table meanwhile. */
class BucketSweepTest extends IndexTestCase {
    private static final int MOST_READS = 4000;

    private final Random random = new Random(7);
    private final Map<Long, Long> hashes = new TreeMap<>();
    private final Set<Long> going = new HashSet<>();
    private final Set<Long> gone = new HashSet<>();
    private final boolean[] marked = new boolean[geometry.blockCount()];
    private Index index;
    private boolean over;
    private boolean fetches = true;
    private Index other;
    private long others;

    /** Locations count from 1 in these tests, so the first 4,096 are in block 0. */
    private BucketSweep sweep(LongPredicate goes) {
        Arrays.fill(marked, true);
        return index.sweep(marked, new BucketSweep.Judge() {
            @Override
            public boolean fetches() {
                return fetches;
            }

            @Override
            public long touch(long location) {
                return location;
            }

            @Override
            public boolean goesOn() {
                return !over;
            }

            @Override
            public boolean goes(long location) {
                boolean does = goes.test(location);
                if (does) {
                    going.add(location);
                }
                return does;
            }

            @Override
            public void gone() {
                for (long location : going) {
                    assertEquals(0, index.findLocation(cellOf(location), slab.words().tag(hashByLocation.get(location)), location), "taken off before it is out");
                    assertTrue(gone.add(location), "went twice: " + location);
                }
                going.clear();
            }
        });
    }

    private long cellOf(long location) {
        return index.cellOf(hashByLocation.get(location), index.table());
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            long hash = random.nextLong();
            long location = insert(index, hash);
            if (location != 0) {
                hashes.put(location, hash);
            }
        }
    }

    private void run(BucketSweep sweep) {
        int before = gone.size();
        while (sweep.step(1)) {
            index.counted(before - gone.size());
            before = gone.size();
        }
        index.counted(before - gone.size());
    }

    private void compare(LongPredicate goes) {
        int left = 0;
        for (Map.Entry<Long, Long> entry : hashes.entrySet()) {
            boolean there = index.wordAt(entry.getValue(), entry.getKey()) != 0;
            assertEquals(!goes.test(entry.getKey()), there, () -> "entry " + entry.getKey());
            left += there ? 1 : 0;
        }
        assertEquals(left, index.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 4000})
    void whatIsToGoGoesUnseen(int ofSoMany) {
        fetches = false;
        whatIsToGoGoes(ofSoMany);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 4000})
    void whatIsToGoGoes(int ofSoMany) {
        index = create();
        fill(3000);
        LongPredicate goes = location -> location % ofSoMany == 0;
        run(sweep(goes));
        compare(goes);
        assertEquals(ofSoMany == 4000 ? 0 : 3000 / ofSoMany, gone.size(), 1);
        assertEquals(List.of(), faults());
    }

    /** Of buckets of every length, what goes stands everywhere in the chain. */
    @Test
    void whatStaysInALongBucketStaysInOrder() {
        for (int length = 1; length <= 60; length++) {
            index = create();
            hashes.clear();
            for (int i = 0; i < length; i++) {
                hashes.put(insert(index, 5L + ((long) i << 40)), 5L + ((long) i << 40));
            }
            Set<Long> going = new HashSet<>(hashes.keySet());
            going.removeIf(location -> random.nextInt(3) == 0);
            run(sweep(going::contains));
            compare(going::contains);
            long cell = index.lock(5);
            int chunks = slab.cells().chunks(cell);
            index.unlock(cell);
            int left = (int) index.size();
            assertEquals(Cells.chunksFor(left), chunks, "chunks of " + left + " entries");
        }
        assertEquals(List.of(), faults());
    }

    @Test
    void recordsInOtherBlocksAreNotAskedAbout() {
        index = create();
        nextLocation.set((5L << BLOCK_SHIFT) - 50);
        fill(100);
        BucketSweep sweep = sweep(location -> {
            assertEquals(5, location >>> BLOCK_SHIFT);
            return true;
        });
        Arrays.fill(marked, false);
        marked[5] = true;
        run(sweep);
        compare(location -> location >>> BLOCK_SHIFT == 5);
    }

    @Test
    void aSweepEndsWhenItIsToldToOrTheIndexIsRetired() {
        index = create();
        fill(2000);
        BucketSweep sweep = sweep(location -> true);
        assertTrue(sweep.step(1));
        over = true;
        int before = gone.size();
        assertFalse(sweep.step(1));
        assertEquals(before, gone.size());
        over = false;
        assertTrue(sweep.step(1));
        index.retire();
        before = gone.size();
        assertFalse(sweep.step(1));
        assertEquals(before, gone.size());
        Set<Long> drained = new HashSet<>();
        while (!index.drain(drained::add, 100)) {
            assertTrue(drained.size() <= hashes.size());
        }
        drained.addAll(gone);
        assertEquals(hashes.keySet(), drained, "each entry went once");
        registry.remove(index);
    }

    /** What happens in the middle of a sweep. */
    private enum Change {
        SPLIT {
            @Override
            void run(BucketSweepTest test) {
                test.fill(400);
            }
        },
        MERGE {
            @Override
            void run(BucketSweepTest test) {
                test.hashes.entrySet().removeIf(entry -> entry.getKey() % 2 == 1 && test.remove(test.index, entry.getValue(), entry.getKey()));
                while (test.index.shrinkStep()) {
                    assertTrue(test.index.table().buckets() > Table.MIN_BUCKETS);
                }
            }
        },
        MOVE {
            @Override
            void run(BucketSweepTest test) {
                IndexMover mover = new IndexMover(test.registry, test.slab);
                for (int i = 0; i < 8; i++) {
                    mover.vacateStep(0, 64L << BLOCK_SHIFT);
                }
                mover.stay();
            }
        },
        /** The cells become those of another index. */
        RETIRE_AND_DRAIN {
            @Override
            void run(BucketSweepTest test) {
                test.index.retire();
                while (!test.index.drain(location -> assertTrue(test.gone.add(location)), 100)) {
                    assertTrue(test.gone.size() <= test.hashes.size());
                }
                test.registry.remove(test.index);
                Index other = test.create();
                for (int i = 0; i < 300; i++) {
                    test.insert(other, test.random.nextLong());
                }
                test.others = other.size();
                test.other = other;
            }
        };

        abstract void run(BucketSweepTest test);
    }

    /** Each change comes before each access of a sweep that is made without a bucket's lock, in turn. */
    @ParameterizedTest
    @EnumSource
    void aChangeInTheMiddleLosesNothingThatStays(Change change) {
        disturb(change);
    }

    /** As long as something goes from most buckets they are locked unseen. */
    @ParameterizedTest
    @EnumSource
    void aChangeInTheMiddleOfASweepThatDoesNotLookLosesNothingThatStays(Change change) {
        fetches = false;
        disturb(change);
    }

    private void disturb(Change change) {
        int reads = 1;
        for (int at = 0; at < reads && at < MOST_READS; at += at < 300 ? 1 : 7) {
            index = create();
            hashes.clear();
            gone.clear();
            fill(150);
            int[] count = {0};
            boolean[] locked = {false};
            int when = at;
            memory.hook(access -> {
                locked[0] = access == CheckedMemory.Access.CAS || access != CheckedMemory.Access.RELEASED && locked[0];
                if (access == CheckedMemory.Access.READ && !locked[0] && count[0]++ == when) {
                    change.run(this);
                }
            });
            run(sweep(location -> location % 2 == 0));
            memory.unhook();
            reads = count[0];
            check(change);
        }
        assertTrue(reads > 50, "reads: " + reads);
    }

    private void check(Change change) {
        if (change == Change.RETIRE_AND_DRAIN && index.table() == Index.RETIRED) {
            assertEquals(hashes.keySet(), gone);
            assertEquals(others, other.size());
            discard(other);
            return;
        }
        for (Map.Entry<Long, Long> entry : hashes.entrySet()) {
            boolean there = index.wordAt(entry.getValue(), entry.getKey()) != 0;
            assertEquals(!gone.contains(entry.getKey()), there, () -> "entry " + entry.getKey());
            assertTrue(there || entry.getKey() % 2 == 0);
        }
        assertEquals(List.of(), faults());
        discard(index);
    }

    private void discard(Index old) {
        old.retire();
        while (!old.drain(location -> { }, 100)) {
            assertTrue(old.size() >= 0);
        }
        registry.remove(old);
    }
}
