package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.store.CheckedMemory;

/**
 * Readers, writers and walks that stall while the index changes its table, at every access to memory in turn; and readers that look at every access of
 * such a change. Freed memory is overwritten, and what an index gave up is taken by another one that has the same hashes.
 */
class InterleavingTest extends IndexTestCase {
    private static final int MOST_READS = 3000;
    private static final int FILLERS = 400;
    private static final int STAYING = 6;

    private final Random random = new Random(13);
    private final List<long[]> fillers = new ArrayList<>();
    /** Location by hash: what is there throughout. */
    private final Map<Long, Long> stays = new TreeMap<>();
    private IndexMover mover;
    private Index index;
    private Index other;

    /** What happens to the index meanwhile. */
    private enum Change {
        SPLIT {
            @Override
            void run(InterleavingTest test) {
                test.fill(3 * FILLERS);
            }
        },
        MERGE {
            @Override
            void run(InterleavingTest test) {
                test.fill(0);
                test.growOther();
            }
        },
        /** As many buckets as before; the cells behind the upper ones are the other index's. */
        MERGE_AND_SPLIT_AGAIN {
            @Override
            void run(InterleavingTest test) {
                long before = test.index.table().buckets();
                test.fill(0);
                test.growOther();
                while (test.index.table().buckets() < before) {
                    test.fill(test.fillers.size() + 1);
                }
            }
        },
        MOVE {
            @Override
            void run(InterleavingTest test) {
                test.moveAll();
                test.mover.stay();
                test.growOther();
            }
        },
        MOVE_AND_RELEASE {
            @Override
            void run(InterleavingTest test) {
                test.moveAll();
                test.release();
                test.mover.stay();
            }
        },
        /** Where a version was, the log has the same bytes by chance. */
        RELEASE_AND_IMITATE {
            @Override
            void run(InterleavingTest test) {
                Map<Long, Long> versions = new HashMap<>();
                for (long run : test.index.runAddresses()) {
                    for (long cell = run; cell < run + CellSlab.RUN_BYTES; cell += Cells.CELL_BYTES) {
                        versions.put(cell, test.slab.cells().version(cell));
                    }
                }
                MOVE_AND_RELEASE.run(test);
                versions.forEach(test::imitate);
            }
        };

        abstract void run(InterleavingTest test);
    }

    private void fill(int count) {
        while (fillers.size() < count) {
            long hash = random.nextLong();
            fillers.add(new long[] {hash, insert(index, hash)});
        }
        while (fillers.size() > count) {
            long[] gone = fillers.remove(fillers.size() - 1);
            assertTrue(remove(index, gone[0], gone[1]));
        }
    }

    /** Takes what runs there are, in use by hashes that are looked for elsewhere. */
    private void growOther() {
        other = create();
        for (int i = 0; i < FILLERS; i++) {
            insert(other, random.nextLong());
        }
        stays.keySet().forEach(hash -> insert(other, hash));
    }

    private void moveAll() {
        long end = 0;
        for (long run : index.runAddresses()) {
            end = Math.max(end, run + geometry.blockSize());
        }
        int steps = 0;
        while (!mover.vacateStep(0, end & -geometry.blockSize())) {
            assertTrue(++steps < 100, "moving does not come to an end");
        }
    }

    private void imitate(long cell, long version) {
        int block = (int) (cell >> BLOCK_SHIFT);
        if (slab.unused(block, true) == null && slab.unused(block, false) == null) {
            slab.cells().setWord(cell, version);
            for (long slot = cell + 8; slot < cell + Cells.CELL_BYTES; slot += 8) {
                slab.cells().setWord(slot, 0);
            }
        }
    }

    private void prepare() {
        for (Index each : registry.all()) {
            if (each != null) {
                each.retire();
                each.drain(location -> { }, Integer.MAX_VALUE);
                registry.remove(each);
            }
        }
        fillers.clear();
        stays.clear();
        mover = new IndexMover(registry, slab);
        index = create();
        fill(FILLERS);
        // Some in the upper half of the table, which goes when it shrinks, and a chain.
        long top = index.table().buckets() - 1;
        for (int i = 0; i < STAYING; i++) {
            long hash = i < 3 ? top - i : random.nextLong();
            stays.put(hash, insert(index, hash));
        }
        long crowd = index.table().buckets() - 2;
        for (int i = 0; i < 20; i++) {
            fillers.add(new long[] {crowd, insert(index, crowd)});
        }
    }

    /** Runs {@code change} before read number {@code at} of what this thread does; tells whether there was such a read. */
    private BooleanSupplier interfereAt(int at, Runnable change) {
        int[] reads = new int[1];
        memory.hook(access -> {
            if (access == CheckedMemory.Access.READ && reads[0]++ == at) {
                change.run();
            }
        });
        return () -> reads[0] > at;
    }

    /** Whether the reader's protocol finds an entry. */
    private boolean find(long hash, long location) {
        while (true) {
            Table table = index.table();
            long cell = index.cellOf(hash, table);
            try {
                long version = index.beginRead(cell, table);
                boolean found = index.findLocation(cell, slab.words().tag(hash), location) != 0;
                if (index.endRead(cell, version, hash, table)) {
                    return found;
                }
            } catch (RuntimeException readRubbish) {
                assertNotEquals(table, index.table(), "rubbish in memory that is in use");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatStallsFindsWhatIsThere(Change change) {
        for (int which = 0; which < STAYING; which++) {
            boolean interfered = true;
            for (int at = 0; interfered && at < MOST_READS; at++) {
                prepare();
                long hash = stays.keySet().stream().skip(which).findFirst().orElseThrow();
                BooleanSupplier happened = interfereAt(at, () -> change.run(this));
                assertTrue(find(hash, stays.get(hash)), "not found, changed before read " + at);
                interfered = happened.getAsBoolean();
                memory.unhook();
            }
        }
    }

    /** A writer never gets the lock of a cell that is not the bucket's at that moment. A writer holds up the release of memory, so that is not tried. */
    @ParameterizedTest
    @EnumSource(names = {"MOVE_AND_RELEASE", "RELEASE_AND_IMITATE"}, mode = EnumSource.Mode.EXCLUDE)
    void aWriterLocksTheRightCell(Change change) {
        for (int which = 0; which < STAYING; which++) {
            prepare();
            long hash = stays.keySet().stream().skip(which).findFirst().orElseThrow();
            BooleanSupplier happened = interfereAt(0, () -> change.run(this));
            long cell = index.lock(hash);
            memory.unhook();
            boolean found = index.findLocation(cell, slab.words().tag(hash), stays.get(hash)) != 0;
            index.unlock(cell);
            assertTrue(happened.getAsBoolean());
            assertEquals(index.table().cellOf(hash), cell);
            assertTrue(found);
            assertEquals(List.of(), faults());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MOVE_AND_RELEASE", "RELEASE_AND_IMITATE"}, mode = EnumSource.Mode.EXCLUDE)
    void theReclaimerFindsTheWordOfALocation(Change change) {
        boolean interfered = true;
        for (int at = 0; interfered && at < MOST_READS; at++) {
            prepare();
            long hash = stays.keySet().stream().skip(at % STAYING).findFirst().orElseThrow();
            BooleanSupplier happened = interfereAt(at / STAYING, () -> change.run(this));
            assertNotEquals(0, index.wordAt(hash, stays.get(hash)), "changed before read " + at / STAYING);
            interfered = happened.getAsBoolean();
            memory.unhook();
        }
    }

    /** Walks are pinned like writers. */
    @ParameterizedTest
    @EnumSource(names = {"MOVE_AND_RELEASE", "RELEASE_AND_IMITATE"}, mode = EnumSource.Mode.EXCLUDE)
    void aWalkMeetsWhatIsThereThroughoutOnce(Change change) {
        boolean interfered = true;
        for (int at = 0; interfered && at < MOST_READS; at += 1 + at / 50) {
            prepare();
            Map<Long, Integer> met = new HashMap<>();
            List<Long> step = new ArrayList<>();
            BooleanSupplier happened = interfereAt(at, () -> change.run(this));
            IndexWalk walk = index.walk();
            while (walk.next(new IndexWalk.Reader() {
                @Override
                public void begin() {
                    step.clear();
                }

                @Override
                public boolean read(long word) {
                    step.add(slab.words().location(word));
                    return true;
                }

                @Override
                public boolean isLong(long word) {
                    return false;
                }

                @Override
                public void accept(boolean consistent) {
                    if (consistent) {
                        step.forEach(location -> met.merge(location, 1, Integer::sum));
                    }
                }
            })) {
                assertTrue(step.size() <= Cells.MAX_ENTRIES);
            }
            interfered = happened.getAsBoolean();
            memory.unhook();
            for (long location : stays.values()) {
                assertEquals(1, met.getOrDefault(location, 0), "times met, changed before read " + at);
            }
        }
    }

    /** A read under way. */
    private final class Read {
        private final Table table = index.table();
        private final long cell;
        private final long version;
        private final long hash;

        Read(long hash) {
            this.hash = hash;
            this.cell = table.cellOf(hash);
            long seen = slab.cells().version(cell);
            // What beginRead does, but for the waiting.
            this.version = (seen & 1) == 0 && index.table() == table ? seen : 1;
        }

        /** True unless it ends well and has not found what is there. */
        boolean isRight() {
            boolean found = index.findLocation(cell, slab.words().tag(hash), stays.get(hash)) != 0;
            return found || !index.endRead(cell, version, hash, table);
        }
    }

    /** At each access of a split, a merge or a move: a reader that begins now, and all that began earlier, either find the entry or notice. */
    @ParameterizedTest
    @EnumSource(names = {"MOVE_AND_RELEASE", "RELEASE_AND_IMITATE"}, mode = EnumSource.Mode.EXCLUDE)
    void whoReadsDuringAChangeFindsWhatIsThereOrNotices(Change change) {
        prepare();
        List<Long> hashes = new ArrayList<>(stays.keySet());
        List<Read> reads = new ArrayList<>();
        int[] accesses = new int[1];
        List<String> faults = new ArrayList<>();
        memory.hook(access -> {
            accesses[0]++;
            reads.removeIf(read -> random.nextInt(8) == 0);
            hashes.forEach(hash -> reads.add(new Read(hash)));
            for (Read read : reads) {
                if (!read.isRight()) {
                    faults.add("lost hash " + read.hash + " at access " + accesses[0]);
                }
            }
        });
        change.run(this);
        memory.unhook();
        assertEquals(List.of(), faults.subList(0, Math.min(5, faults.size())));
        assertTrue(accesses[0] > 500, () -> "accesses: " + accesses[0]);
    }
}
