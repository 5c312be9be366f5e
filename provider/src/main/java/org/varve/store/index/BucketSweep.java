package org.varve.store.index;

import java.util.Arrays;

/**
 * Takes entries out of an index in use whose records lie in certain blocks, in the order of the buckets, some buckets at a time. For one thread, during
 * accesses to the store that may write.
 *
 * <p>Cells of neighbouring buckets lie side by side, so they are read at the speed of the memory, and what they lead to (chunks, records) is fetched for many
 * buckets before the first of them is locked. Nothing that is read ahead decides anything: it says which buckets are worth a lock. Under the lock every
 * entry is looked at again. As long as something goes from most buckets, and their records need not be fetched, each bucket is locked unseen.
 *
 * <p>A bucket is locked as any operation does that has a hash with the bucket's number in its low bits ({@link Index#lock}), so it is a bucket of the table
 * in force, whatever has become of it since it was read ahead. The position is a bucket number and nothing more: an entry that a split or a merge puts
 * elsewhere may be met twice, or not at all. Whoever sweeps must be able to live with that.
 */
public final class BucketSweep {
    /** Buckets that are read ahead together: their cells, chunks and records' headers fit the innermost cache. */
    private static final int AHEAD = 64;
    /** Chunks of a bucket that are read ahead. */
    private static final int LEVELS = 3;
    /** Records that are read ahead together; more than this many are fetched when they are looked at. */
    private static final int HITS_AHEAD = AHEAD * 16;
    private static final int ENDED = -1;

    private final Index index;
    private final CellSlab slab;
    private final Cells cells;
    private final EntryWord words;
    private final boolean[] marked;
    private final int blockShift;
    private final Judge judge;
    private final long[] cellsAhead = new long[AHEAD];
    private final long[] links = new long[AHEAD];
    private final boolean[] isHit = new boolean[AHEAD];
    /** The last bucket read ahead may exceed the bound. */
    private final long[] hitsAhead = new long[HITS_AHEAD + Cells.CHAIN_SLOTS];
    private final long[] found = new long[Cells.MAX_ENTRIES];
    private final LongStack freed = new LongStack();
    private long next;
    /** Whether nothing went from most of the last buckets. */
    private boolean isSparse = true;
    /** Keeps the look ahead from being optimised away. */
    private long touched;

    BucketSweep(Index index, CellSlab slab, boolean[] marked, Judge judge) {
        this.index = index;
        this.slab = slab;
        this.cells = slab.cells();
        this.words = slab.words();
        this.marked = marked;
        this.blockShift = slab.blockShift();
        this.judge = judge;
    }

    /** Says which entries go. */
    public interface Judge {
        /** Whether there is anything to fetch for {@link #goes}. */
        boolean fetches();

        /** Fetches what {@link #goes} will look at; without a lock, so the answer means nothing. Nobody gives that memory away meanwhile. */
        long touch(long location);

        /** Asked under each bucket's lock: false ends the sweep. Must not throw, nor allocate anything. */
        boolean goesOn();

        /** Under the bucket's lock, of an entry whose record lies in a marked block: whether it goes. Must not throw, nor allocate anything. */
        boolean goes(long location);

        /** Under the same lock, once those entries are out that go: takes their records off the account. Must not throw, nor allocate anything. */
        void gone();
    }

    /**
     * Sweeps some buckets.
     *
     * @param most how many at least, if there are so many
     * @return false if the sweep is at its end, or the index was retired
     */
    public boolean step(int most) {
        boolean more = true;
        try {
            for (int done = 0; done < most && more; done += AHEAD) {
                more = sweepSome();
                slab.giveChunks(freed);
            }
        } finally {
            slab.giveChunks(freed);
        }
        return more;
    }

    /** Buckets passed so far. */
    public long passed() {
        return next;
    }

    private boolean sweepSome() {
        Table table = index.table();
        if (table == Index.RETIRED || next >= table.buckets()) {
            return false;
        }
        int count = (int) Math.min(AHEAD, table.buckets() - next);
        fetch(table, count);
        if (isSparse || judge.fetches()) {
            look(count);
        } else {
            Arrays.fill(isHit, true);
        }
        int swept = 0;
        for (int i = 0; i < count; i++) {
            int gone = isHit[i] ? sweep(next + i) : 0;
            if (gone == ENDED) {
                return false;
            }
            swept += gone > 0 ? 1 : 0;
        }
        isSparse = 2 * swept < count;
        next += count;
        return true;
    }

    /** Loops of their own, so that the misses of one kind overlap. */
    private void fetch(Table table, int count) {
        for (int i = 0; i < count; i++) {
            long cell = table.cell(next + i);
            cellsAhead[i] = cell;
            links[i] = cells.lastWord(cell);
        }
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            for (int i = 0; i < count; i++) {
                sum += links[i];
                links[i] = cells.nextLink(links[i], cellsAhead[i]);
            }
        }
        touched += sum;
    }

    /** Which buckets have entries in marked blocks; and fetches the records that those name. */
    private void look(int count) {
        long sum = 0;
        int hits = 0;
        for (int i = 0; i < count; i++) {
            int before = hits;
            hits = hits < HITS_AHEAD ? cells.locations(cellsAhead[i], marked, blockShift, hitsAhead, hits) : hits;
            isHit[i] = hits > before || hits >= HITS_AHEAD;
        }
        for (int k = 0; k < hits; k++) {
            sum += judge.touch(hitsAhead[k]);
        }
        touched += sum;
    }

    /** How many entries went; {@link #ENDED} if nothing is to be swept any more. */
    private int sweep(long bucket) {
        freed.ensure(Cells.MAX_CHUNKS);
        long cell = index.lock(bucket);
        if (cell == 0) {
            return ENDED;
        }
        if (!judge.goesOn()) {
            index.unlock(cell);
            return ENDED;
        }
        int n = cells.entries(cell, found, 0);
        int kept = 0;
        int same = n;
        for (int i = 0; i < n; i++) {
            long location = words.location(found[i]);
            if (!marked[(int) (location >>> blockShift)] || !judge.goes(location)) {
                found[kept++] = found[i];
            } else {
                same = Math.min(same, kept);
            }
        }
        if (kept < n) {
            cells.refill(cell, found, same, kept, freed);
            judge.gone();
        }
        index.unlock(cell);
        return n - kept;
    }
}
