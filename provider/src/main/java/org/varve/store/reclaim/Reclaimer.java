package org.varve.store.reclaim;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.tuning.MainShare;

/**
 * Keeps blocks free: one bounded step at a time, by a background thread or by a writer that finds no room. It never waits for memory
 * itself: survivors go into a reserve that nobody else may take, and where that is used up they are dropped.
 */
public final class Reclaimer {
    /** A writer that has seen no progress for so long gives up; what it wants to store is evicted at once. */
    private static final long GIVE_UP_NANOS = 2_000_000_000L;

    /** A writer that waits for more than this part of the budget is not made to wait for contests. */
    private static final int HARD_PART = 8;

    private final Geometry geometry;
    private final BlockAllocator blocks;
    private final List<Post> posts;
    private final MassExpiry massExpiry;
    private final MainShare mainShare;
    private final Reporting reporting;
    private final Pacing pacing;

    /** A worker and the lock that whoever uses it holds. */
    private record Post(ReentrantLock lock, Worker worker) {
    }

    Reclaimer(Worker.Parts parts, Reporting reporting) {
        this.geometry = parts.geometry();
        this.blocks = parts.blocks();
        this.massExpiry = parts.massExpiry();
        this.mainShare = parts.mainShare();
        this.posts = parts.workers().stream().map(worker -> new Post(new ReentrantLock(), worker)).toList();
        this.reporting = reporting;
        this.pacing = new Pacing(geometry, blocks, reporting);
    }

    /** Something a worker does in one step. */
    private interface Job {
        boolean step(Worker worker);
    }

    /** The first worker at hand that has something to do: a later one may have begun a pass, or keep segments open, that only it can end. */
    private boolean withWorker(Job job) {
        for (Post post : posts) {
            if (post.lock.tryLock()) {
                try {
                    if (job.step(post.worker)) {
                        return true;
                    }
                } finally {
                    post.lock.unlock();
                }
            }
        }
        return false;
    }

    /** One step towards {@code wanted} free blocks. False if nothing could be done, or others are at it. */
    public boolean step(int wanted, boolean somebodyWaits) {
        // Contests yield little at a time: who waits for a good part of the store gets all of the oldest. While extents are being emptied they yield
        // nothing, since survivors need blocks that may be used on, and half of what they free may not.
        boolean hard = somebodyWaits && wanted > blocks.budgetBlocks() / HARD_PART || blocks.shrinking().isEmptying();
        return withWorker(worker -> worker.step(hard));
    }

    /** One step of dropping what is oldest, whether or not it was used. False if nothing could be done, or others are at it. */
    public boolean flush() {
        return withWorker(worker -> worker.step(true));
    }

    /** Runs something while no step is under way, for a verifier. */
    public void whilePaused(Runnable action) {
        for (Post post : posts) {
            post.lock.lock();
        }
        try {
            action.run();
        } finally {
            for (Post post : posts) {
                post.lock.unlock();
            }
        }
    }

    /** Work for a background thread: true if there was some. */
    public boolean work() {
        if (blocks.mayGrow() && blocks.freeBlocks() < blocks.growMark()) {
            return blocks.grow();
        }
        int demand = blocks.demand();
        int wanted = geometry.highWater() + demand;
        if (blocks.freeBlocks() >= wanted && !blocks.shrinking().isRoomNeeded()) {
            return withWorker(Worker::sweep) || withWorker(Worker::rehearse);
        }
        massExpiry.standBack();
        return stepFor(demand);
    }

    /** One step; {@code demand} is what the longest-waiting writer wants, 0 if nobody waits. */
    private boolean stepFor(int demand) {
        return step(demand, demand > 0);
    }

    /** Which indexes to merge at the moment; where somebody is short of blocks, whatever is sparse. */
    public Merging merging(long now) {
        return blocks.freeBlocks() < geometry.highWater() + blocks.demand() ? Merging.SPARSE : massExpiry.merging(now);
    }

    /**
     * Works at one segment that owns one of some blocks, because their memory is to be given back.
     *
     * @return false if nothing could be done, or others are at it
     */
    public boolean vacate(int[] used) {
        return withWorker(worker -> worker.vacate(used));
    }

    /** When there will be something to do, though nobody is short of blocks, that there is not now; in milliseconds. {@link SegmentTable#ETERNAL} if never. */
    public long nextWork(long now) {
        return massExpiry.nextWork(now);
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
        Stall stall = new Stall(reporting);
        long lastProgress = reporting.nanos();
        boolean room = false;
        long seen = blocks.progress();
        // A cache operation is not interruptible, and an interrupted thread cannot wait: it gets its flag back at the end.
        boolean interrupted = Thread.interrupted();
        try {
            room = blocks.hasRoom(wanted);
            while (!room && blocks.couldHave(wanted) && !closed.getAsBoolean() && reporting.nanos() - lastProgress < GIVE_UP_NANOS) {
                if (blocks.mayGrow()) {
                    blocks.growFor(wanted);
                } else if (!help.test(wanted)) {
                    interrupted |= blocks.awaitRoom(wanted, BlockAllocator.shortWaitNanos());
                }
                long progress = blocks.progress();
                if (progress != seen) {
                    seen = progress;
                    lastProgress = reporting.nanos();
                }
                room = blocks.hasRoom(wanted);
            }
            return room;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            stall.end((long) wanted << geometry.blockShift(), room);
        }
    }

    /** A writer has taken blocks. */
    public void taken(int count) {
        pacing.taken(count);
        if (!mainShare.hasBegun() && blocks.isHalfUsed()) {
            // What is there then is known when the store is full.
            mainShare.begin();
        }
    }

    /** True if {@link #pay} should be called before more is stored. */
    public boolean isPaymentDue() {
        return pacing.isDue();
    }

    /**
     * Called by a writer without any lock and outside of any access: where few blocks are left it reclaims in proportion to those that were taken.
     *
     * @param entered runs a step inside an access
     */
    public void pay(Predicate<BooleanSupplier> entered) {
        pacing.pay(() -> entered.test(() -> stepFor(blocks.demand())));
    }

    /** Bytes on the Java heap that the workers use. */
    public long heapBytes() {
        return posts.stream().mapToLong(post -> post.worker.heapBytes()).sum() + massExpiry.heapBytes();
    }
}
