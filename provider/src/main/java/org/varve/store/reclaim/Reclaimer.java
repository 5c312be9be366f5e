package org.varve.store.reclaim;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.varve.store.log.Heads;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/**
 * Keeps blocks free: one bounded step at a time, by the background thread or by a writer that finds no room. It never waits for memory
 * itself: survivors go into a reserve that nobody else may take, and where that is used up they are dropped.
 */
public final class Reclaimer {
    /** A writer that has seen no progress for so long gives up; what it wants to store is evicted at once. */
    private static final long GIVE_UP_NANOS = 2_000_000_000L;
    /** So many compactions must gain a block together. Where records fit their segments badly no number of them does: then evict. */
    private static final int COMPACTIONS_PER_BLOCK = 4;

    private final ReentrantLock pass = new ReentrantLock();
    private final Geometry geometry;
    private final BlockAllocator blocks;
    private final SegmentTable segments;
    private final Heads heads;
    private final VictimChooser chooser;
    private final Compactor compactor;
    private final Evacuator evacuator;
    private final ReclaimCounters counters;
    private final LongSupplier nanoClock;
    /** Compactions since the last eviction or gain was due, and the blocks that they gained. Guarded by {@link #pass}, as is what follows. */
    private int compactions;
    private long gained;
    private boolean fruitless;

    Reclaimer(Geometry geometry, BlockAllocator blocks, SegmentTable segments, Heads heads, VictimChooser chooser,
            Compactor compactor, Evacuator evacuator, ReclaimCounters counters, LongSupplier nanoClock) {
        this.geometry = geometry;
        this.blocks = blocks;
        this.segments = segments;
        this.heads = heads;
        this.chooser = chooser;
        this.compactor = compactor;
        this.evacuator = evacuator;
        this.counters = counters;
        this.nanoClock = nanoClock;
    }

    /** One step towards {@code wanted} free blocks. False if nothing could be done, or somebody else is at it. */
    public boolean step(int wanted, boolean somebodyWaits) {
        if (!pass.tryLock()) {
            return false;
        }
        try {
            // Compaction yields little at a time: who waits for more than a segment gets evictions.
            boolean hard = somebodyWaits && wanted > geometry.segmentBlocks();
            long room = (long) blocks.freeBlocks() << geometry.blockShift();
            boolean mustEvict = hard || fruitless;
            VictimChooser.Choice choice = chooser.choose(mustEvict, room);
            if (choice.action() == VictimChooser.Action.NOTHING && heads.closeIdle()) {
                choice = chooser.choose(mustEvict, room);
            }
            return perform(choice, hard);
        } finally {
            pass.unlock();
        }
    }

    private boolean perform(VictimChooser.Choice choice, boolean hard) {
        int slot = choice.slot();
        if (choice.action() == VictimChooser.Action.NOTHING || !segments.claim(slot)) {
            return false;
        }
        if (choice.action() == VictimChooser.Action.FREE) {
            segments.free(slot);
        } else {
            boolean evict = choice.action() == VictimChooser.Action.EVICT;
            review(evict, compactor.empty(slot, evict, hard));
            counters.pass();
        }
        return true;
    }

    private void review(boolean evicted, long gain) {
        compactions += evicted ? 0 : 1;
        gained += evicted ? 0 : gain;
        if (evicted || compactions == COMPACTIONS_PER_BLOCK) {
            fruitless = !evicted && gained <= 0;
            compactions = 0;
            gained = 0;
        }
    }

    /** Runs something while no step is under way, for a verifier. */
    public void whilePaused(Runnable action) {
        pass.lock();
        try {
            action.run();
        } finally {
            pass.unlock();
        }
    }

    /** Work for the background thread: true if there was some. */
    public boolean work() {
        if (blocks.mayGrow() && blocks.freeBlocks() < blocks.growMark()) {
            return blocks.grow();
        }
        int demand = blocks.demand();
        int wanted = geometry.highWater() + demand;
        return blocks.freeBlocks() < wanted && step(wanted, demand > 0);
    }

    /**
     * Empties one segment that owns one of some blocks, because their memory is to be given back.
     *
     * @return false if nothing could be done, or somebody else is at it
     */
    public boolean vacate(int[] used) {
        if (!pass.tryLock()) {
            return false;
        }
        try {
            return evacuator.step(used);
        } finally {
            pass.unlock();
        }
    }

    /**
     * Called by a writer that found no room and has queued for it, without any lock and outside of any access: helps, and waits if helping is not
     * possible.
     *
     * @param wanted blocks that the writer needs
     * @param closed asked now and then
     * @param help   does a {@link #step} inside an access
     * @return false if there can never be such room, or there was no progress for a long time
     */
    public boolean makeRoom(int wanted, BooleanSupplier closed, IntPredicate help) {
        long start = nanoClock.getAsLong();
        long lastProgress = start;
        long seen = blocks.progress();
        // A cache operation is not interruptible, and an interrupted thread cannot wait: it gets its flag back at the end.
        boolean interrupted = Thread.interrupted();
        try {
            boolean room = blocks.hasRoom(wanted);
            while (!room && blocks.couldHave(wanted) && !closed.getAsBoolean() && nanoClock.getAsLong() - lastProgress < GIVE_UP_NANOS) {
                if (blocks.mayGrow()) {
                    blocks.growFor(wanted);
                } else if (!help.test(wanted)) {
                    interrupted |= blocks.awaitRoom(wanted, BlockAllocator.shortWaitNanos());
                }
                long progress = blocks.progress();
                if (progress != seen) {
                    seen = progress;
                    lastProgress = nanoClock.getAsLong();
                }
                room = blocks.hasRoom(wanted);
            }
            return room;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            counters.stalled(nanoClock.getAsLong() - start);
        }
    }
}
