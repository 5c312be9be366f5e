package org.varve.store.reclaim;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/**
 * Where the background does not keep up, writers reclaim in proportion to the blocks that they take, a few slices at a time. Otherwise the free blocks would come
 * to an end, and a writer would have to wait until a whole segment's survivors have been placed and the reserve is full again. Incremental garbage
 * collectors pace allocation so (H. Baker, "List processing in real time on a serial computer", CACM 1978).
 *
 * <p>What a writer has taken the next one pays for, before it stores anything: in a small store a payment might evict what has just been stored.
 */
final class Pacing {
    /**
     * Slices for each block taken when none is left but the reserve, or room has to be made so that extents can go. One frees a block or two, a tenth of that where
     * records are small or little is dead, and less while slices are short.
     */
    private static final int SLICES_PER_BLOCK = 16;
    /** No slice is begun after so long: what is owed still, the next writers pay. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Slices; more than that brings nothing where nothing can be freed. */
    private static final int MOST_OWED = 256;
    /** Sleep of who cannot pay because others are at it already. */
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final BlockAllocator blocks;
    private final Reporting reporting;
    /** With fewer free blocks than this something is owed: the background has begun at more, and was to have kept up. */
    private final int mark;
    private final int span;
    private final int blockShift;
    /** Slices. */
    private final AtomicInteger owed = new AtomicInteger();

    Pacing(Geometry geometry, BlockAllocator blocks, Reporting reporting) {
        this.blocks = blocks;
        this.reporting = reporting;
        this.mark = geometry.hasteMark();
        this.span = mark - geometry.reserve();
        this.blockShift = geometry.blockShift();
    }

    /** A writer has taken blocks. Any thread. */
    void taken(int count) {
        int price = price();
        if (price != 0) {
            owed.getAndUpdate(slices -> (int) Math.min(MOST_OWED, slices + (long) count * price));
        }
    }

    /** Slices for a block; 0 if there are enough, or the background gets more from the operating system. */
    private int price() {
        if (blocks.shrinking().isRoomNeeded()) {
            return SLICES_PER_BLOCK;
        }
        int missing = mark - blocks.freeBlocks();
        return missing <= 0 || blocks.mayGrow() ? 0 : Math.max(1, SLICES_PER_BLOCK * missing / span);
    }

    /** True if something is owed. */
    boolean isDue() {
        return owed.get() != 0;
    }

    /**
     * Called by a writer without any lock and outside of any access.
     *
     * @param slice does one towards free blocks; false if nothing can be done, or others are at it
     */
    void pay(BooleanSupplier slice) {
        if (price() == 0) {
            // There are blocks enough by now.
            owed.set(0);
            return;
        }
        Stall stall = new Stall(reporting);
        boolean done = false;
        try {
            boolean worked;
            do {
                owed.getAndUpdate(slices -> Math.max(0, slices - 1));
                worked = slice.getAsBoolean();
            } while (worked && isDue() && price() != 0 && stall.nanos() < LONGEST_NANOS);
            if (!worked) {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
            done = true;
        } finally {
            if (!done || price() == 0) {
                // What cannot be paid without an error is not asked for again.
                owed.set(0);
            }
            stall.end(1L << blockShift, true);
        }
    }
}
