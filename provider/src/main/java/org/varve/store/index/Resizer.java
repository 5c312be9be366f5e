package org.varve.store.index;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes the table of an index: splits the next bucket, merges the last one into the one that it was split from, moves a run of cells elsewhere. One change
 * at a time, under {@link #structure}; all cells concerned are locked while the next {@link Table} is published. So whoever locks one of
 * them afterwards, or reads its version, also sees that table.
 *
 * <p>Split: W. Litwin, Linear Hashing, VLDB 1980; merge: its inverse. Between {@value #SPARSE} and {@value #CROWDED} entries per bucket nothing is done, so
 * that an index whose size goes up and down a little does not split and merge the same buckets again and again.
 *
 * <p>Deadlocks: these are the only ones who lock a second cell while they hold one, and they lock only cells of their own index, in {@code structure}. Who
 * holds a cell that is not its bucket's any more (it slept before locking) gives it back without waiting for anything.
 */
final class Resizer {
    /** At most so many changes are made on behalf of one operation. */
    static final int AT_ONCE = 8;
    /** At most so many changes are made by one step of maintenance. */
    static final int STEPS_AT_ONCE = 256;
    /** Entries per bucket at which one is split: as many as a cell has slots, so that chunks take what buckets differ by. */
    private static final int CROWDED = 7;
    /** Entries per bucket below which one is merged. */
    static final int SPARSE = 5;
    /** The same where most of them are about to go: what is left is hardly worth copying, and the cells not worth being passed over. */
    static final int NEARLY_EMPTY = 1;
    /** A merged chain has at most so many chunks more than the two had. */
    private static final int EXTRA_CHUNKS = 3;
    static final long HEAP_BYTES = 8L * 2 * Cells.MAX_ENTRIES + 256;

    private final Index index;
    private final CellSlab slab;
    private final Cells cells;
    private final EntryWord words;
    private final ReentrantLock structure = new ReentrantLock();
    /** Guarded by {@link #structure}, as are the chunks. */
    private final long[] found = new long[2 * Cells.MAX_ENTRIES];
    private final LongStack spares = new LongStack();
    private final LongStack freed = new LongStack();

    Resizer(Index index, CellSlab slab) {
        this.index = index;
        this.slab = slab;
        this.cells = slab.cells();
        this.words = slab.words();
    }

    /** Runs something while the table does not change. */
    void whileAtRest(Runnable action) {
        structure.lock();
        try {
            action.run();
        } finally {
            structure.unlock();
        }
    }

    void growIfCrowded() {
        boolean again = true;
        for (int i = 0; i < AT_ONCE && again; i++) {
            Table seen = index.table();
            if (seen == Index.RETIRED || index.size() <= seen.buckets() * CROWDED || !structure.tryLock()) {
                return;
            }
            try {
                again = split();
            } finally {
                structure.unlock();
            }
        }
    }

    /** True if there are still fewer than {@code sparse} entries per bucket after {@code most} merges. */
    boolean shrinkIfSparse(int most, int sparse) {
        for (int i = 0; i < most; i++) {
            if (!isSparse(sparse) || !structure.tryLock()) {
                return false;
            }
            try {
                if (!merge()) {
                    return false;
                }
            } finally {
                structure.unlock();
            }
        }
        return isSparse(sparse);
    }

    private boolean isSparse(int sparse) {
        Table now = index.table();
        return now.buckets() > Table.MIN_BUCKETS && index.size() < now.buckets() * sparse;
    }

    /** False if it cannot be done now. */
    private boolean split() {
        Table seen = index.table();
        if (seen == Index.RETIRED || seen.level() > words.maxLevel()) {
            return false;
        }
        // Room for the chunks is made before the buckets are locked.
        spares.ensure(Cells.MAX_CHUNKS);
        long run = seen.isLastRunFull() ? slab.takeRun() : 0;
        if (seen.isLastRunFull() && run == 0) {
            return false;
        }
        Table next = null;
        long low = seen.cell(seen.split());
        boolean locked = false;
        try {
            next = seen.plusOne(run);
            cells.lock(low);
            locked = true;
        } finally {
            if (!locked && run != 0) {
                slab.giveRun(run);
            }
        }
        long high = next.cell(seen.buckets());
        cells.lock(high);
        int n = cells.entries(low, found, 0);
        cells.clear(low, spares);
        for (int i = 0; i < n; i++) {
            // The two chains together need no more chunks than the one had.
            insert(words.hashBit(found[i], seen.level()) == 0 ? low : high, found[i]);
        }
        index.publish(next);
        cells.unlock(high);
        cells.unlock(low);
        slab.giveChunks(spares);
        return true;
    }

    /** False if it cannot be done now. */
    private boolean merge() {
        Table seen = index.table();
        if (seen == Index.RETIRED || seen.buckets() == Table.MIN_BUCKETS) {
            return false;
        }
        long last = seen.buckets() - 1;
        long low = seen.cell(last - Long.highestOneBit(last));
        long high = seen.cell(last);
        Table next = seen.minusOne();
        takeSparesToMerge(low, high);
        spares.ensure(Cells.MAX_CHUNKS);
        cells.lock(low);
        cells.lock(high);
        int ofLow = cells.entries(low, found, 0);
        int all = cells.entries(high, found, ofLow);
        boolean fits = all <= Cells.MAX_ENTRIES && Cells.chunksFor(all) <= Cells.chunksFor(ofLow) + Cells.chunksFor(all - ofLow) + spares.size();
        if (fits) {
            cells.clear(high, spares);
            for (int i = ofLow; i < all; i++) {
                insert(low, found[i]);
            }
            index.publish(next);
        }
        cells.unlock(high);
        cells.unlock(low);
        slab.giveChunks(spares);
        if (fits && next.isLastRunFull()) {
            // The bucket was the first of its run.
            slab.giveRun(high);
        }
        return fits;
    }

    /** Judged without locks, so it may turn out to be too few. */
    private void takeSparesToMerge(long low, long high) {
        int ofLow = cells.entries(low, found, 0);
        int all = cells.entries(high, found, ofLow);
        int extra = Cells.chunksFor(all) - Cells.chunksFor(ofLow) - Cells.chunksFor(all - ofLow);
        takeSpares(Math.min(extra, EXTRA_CHUNKS));
    }

    private void takeSpares(int count) {
        for (int i = 0; i < count; i++) {
            long chunk = slab.takeChunk();
            if (chunk != 0) {
                spares.push(chunk);
            }
        }
    }

    private void insert(long cell, long word) {
        long spare = spares.pop();
        if (cells.insert(cell, word, spare) != Placed.IN_SPARE && spare != 0) {
            spares.push(spare);
        }
    }

    /**
     * Moves one run and the chunks of its buckets out of {@linkplain CellSlab#isLeaving leaving} blocks.
     *
     * @param run number of the run
     * @return false if there is no such run, or the index is retired
     */
    boolean vacate(int run) {
        structure.lock();
        try {
            Table seen = index.table();
            if (seen == Index.RETIRED || run >= seen.runCount()) {
                return false;
            }
            if (slab.isLeaving(seen.run(run))) {
                move(seen, run);
            }
            for (int i = 0; i < CellSlab.RUN_CELLS; i++) {
                vacateChunks(seen.run(run) + (long) i * Cells.CELL_BYTES);
            }
            return true;
        } finally {
            structure.unlock();
        }
    }

    /**
     * The directory is written after the copy, and before the next table is published: who reads it with the present table in hand finds complete buckets. The
     * new cells are locked as well, so that no slot ever changes under an even version, whoever may still hold the address from an earlier life.
     */
    private void move(Table seen, int run) {
        long from = seen.run(run);
        long to = slab.takeRun();
        if (to == 0) {
            return;
        }
        Table next = seen.copy();
        for (int at = 0; at < CellSlab.RUN_BYTES; at += Cells.CELL_BYTES) {
            cells.lock(from + at);
            cells.lock(to + at);
        }
        for (int at = 0; at < CellSlab.RUN_BYTES; at += Cells.CELL_BYTES) {
            cells.move(from + at, to + at);
        }
        next.move(run, to);
        index.publish(next);
        for (int at = 0; at < CellSlab.RUN_BYTES; at += Cells.CELL_BYTES) {
            cells.unlock(to + at);
            cells.unlock(from + at);
        }
        slab.giveRun(from);
    }

    private void vacateChunks(long cell) {
        int leaving = cells.leavingChunks(cell, slab);
        if (leaving == 0) {
            return;
        }
        takeSpares(leaving);
        freed.ensure(Cells.MAX_CHUNKS);
        cells.lock(cell);
        cells.replaceLeaving(cell, slab, spares, freed);
        cells.unlock(cell);
        slab.giveChunks(freed);
        slab.giveChunks(spares);
    }
}
