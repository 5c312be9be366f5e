package org.varve.store.index;

/** Empties buckets, those of a retired index some at a time. For one thread at a time. */
final class Drain {
    private final Index index;
    private final CellSlab slab;
    private final Cells cells;
    private final LongStack chunks = new LongStack();
    private long[] found;
    private long nextBucket;
    private int nextRun;

    Drain(Index index, CellSlab slab) {
        this.index = index;
        this.slab = slab;
        this.cells = slab.cells();
    }

    /** See {@link Index#drain}. */
    boolean step(Table last, Index.Dropped dropped, int most) {
        int left = most;
        while (left > 0 && nextBucket < last.buckets()) {
            empty(last.cell(nextBucket), dropped);
            nextBucket++;
            left--;
        }
        if (nextBucket == last.buckets() && left > 0) {
            index.setDrained();
            while (left > 0 && nextRun < last.runCount()) {
                slab.giveRun(last.run(nextRun));
                nextRun++;
                left--;
            }
        }
        return nextRun == last.runCount();
    }

    private void empty(long cell, Index.Dropped dropped) {
        prepare();
        cells.lock(cell);
        emptyAndUnlock(cell, dropped);
    }

    /** To be called before a bucket is locked that is to be emptied: makes room for what was in it. */
    void prepare() {
        if (found == null) {
            found = new long[Cells.MAX_ENTRIES];
        }
        chunks.ensure(Cells.MAX_CHUNKS);
    }

    void emptyAndUnlock(long cell, Index.Dropped dropped) {
        int n = cells.entries(cell, found, 0);
        cells.clear(cell, chunks);
        for (int i = 0; i < n; i++) {
            dropped.dropped(slab.words().location(found[i]));
        }
        cells.unlock(cell);
        index.counted(-n);
        slab.giveChunks(chunks);
    }
}
