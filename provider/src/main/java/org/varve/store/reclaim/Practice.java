package org.varve.store.reclaim;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/**
 * Whether the code of passes has been run often enough to have been compiled. When a store is full for the first time, writers would outrun it, and wait for tens of
 * milliseconds; so when it is about to be, some passes are rehearsed. Shared by all workers.
 */
final class Practice {
    /** Compiled by then: the compiler's own bound is some ten thousand calls. */
    private static final long ENOUGH = 1 << 16;
    /** Segments that are carried over for that at most, where records are large. */
    private static final int MOST_REHEARSALS = 8;
    /** It begins when this part of the budget is left: stores that hardly use theirs need none. */
    private static final int LAST_PART = 4;
    /**
     * Where that is less than this, which takes a fast writer a second, sooner, but not before half is used. At the latest when the last extent is taken from the operating system, the
     * background is awake and less than this is left.
     */
    private static final long LAST_BYTES = 64 << 20;

    private final BlockAllocator blocks;
    private final int mark;
    private final LongAdder records = new LongAdder();
    private final AtomicInteger rehearsals = new AtomicInteger();

    Practice(Geometry geometry, BlockAllocator blocks) {
        this.blocks = blocks;
        // Where age is not told apart the oldest records would become the youngest.
        this.mark = Survivors.tellsAge(geometry) ? mark(geometry) : 0;
    }

    private static int mark(Geometry geometry) {
        int budget = geometry.budgetBlocks();
        return (int) Math.max(budget / LAST_PART, Math.min(budget / 2, LAST_BYTES >>> geometry.blockShift()));
    }

    /** A pass that judges has dealt with live records. */
    void dealtWith(int count) {
        records.add(count);
    }

    /** Whether now is the time for a rehearsal. */
    boolean isDue() {
        return rehearsals.get() < MOST_REHEARSALS && records.sum() < ENOUGH && blocks.blocksLeft() < mark;
    }

    /** Whether the next rehearsal is of a segment of main. */
    boolean isOfMain() {
        return rehearsals.get() % 2 == 0;
    }

    /** A segment has been chosen for that, whether or not it is suited: the next is not likely to be. */
    void rehearsed() {
        rehearsals.incrementAndGet();
    }
}
