package org.varve.store.reclaim;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.varve.store.index.Index;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Heads;
import org.varve.store.policy.EvictionPolicy;
import org.varve.store.policy.EvictionPolicy.Step;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;
import org.varve.store.tuning.MainShare;

/** One at a time decides what to do next, and does it slice by slice. Used by whoever holds its lock. */
final class Worker {
    /** So many compactions must gain a block together. Where records fit their segments badly no number of them does: then evict. */
    private static final int COMPACTIONS_PER_BLOCK = 4;
    /** So many passes of the policy may gain no block. Then who is used no longer counts, nor what a cache wishes. */
    private static final int PATIENCE = 8;

    /**
     * Of a segment whose compaction begins while writers outrun the reclaimer at most so much is live. What is fuller gains less than a contest, which drops the dead of what is
     * oldest as well, and would make the writers wait.
     */
    private static final double WORTH_HASTE = 0.6;

    /** By so many segments a survey may be wrong for each worker that is in a slice: what it counts twice, and what it makes up for or lets in by its own survey. */
    private static final int DOUBTFUL_SEGMENTS = 2;
    /** No more than this part of the capacity is in doubt. */
    private static final int LEAST_DOUBTS = 32;

    private final Geometry geometry;
    private final BlockAllocator blocks;
    private final SegmentTable segments;
    private final Heads heads;
    private final IndexRegistry indexes;
    private final EvictionPolicy policy;
    private final Survivors survivors;
    private final Survey survey;
    private final Relabelling relabelling;
    private final Pass pass;
    private final PassLog log;
    private final Map<Pass.Mode, SliceSize> sliceSizes = new EnumMap<>(Pass.Mode.class);
    private final MassExpiry massExpiry;
    private final Practice practice;
    private final MainShare mainShare;
    private final List<Worker> workers;
    private final LongSupplier wallClock;

    private long blocksAtBegin;
    private int compactions;
    private long gained;
    private boolean fruitless;
    /** Whether the last slice found room for what it carried over. */
    private boolean hadRoom = true;
    private int idleSteps;
    /** In a slice, what survives is counted twice: where it was and where it is. Read by other workers. */
    private volatile boolean slicing;
    /** Workers that were in a slice while this one looked. */
    private int disturbers;

    Worker(Parts parts, EvictionPolicy policy, Survivors survivors, Pass pass, PassLog log, LongSupplier wallClock) {
        this.geometry = parts.geometry;
        this.blocks = parts.blocks;
        this.segments = parts.segments;
        this.heads = parts.heads;
        this.indexes = parts.indexes;
        this.policy = policy;
        this.survivors = survivors;
        this.survey = new Survey(parts.segments, parts.blocks);
        this.relabelling = new Relabelling(parts.segments, survey, parts.relabelsSeveral);
        this.pass = pass;
        this.log = log;
        this.massExpiry = parts.massExpiry;
        this.practice = parts.practice;
        this.mainShare = parts.mainShare;
        this.workers = parts.workers;
        this.wallClock = wallClock;
        for (Pass.Mode mode : Pass.Mode.values()) {
            sliceSizes.put(mode, new SliceSize());
        }
    }

    /**
     * What all workers share.
     *
     * @param relabelsSeveral see {@link Relabelling}
     * @param workers         all of them, once each has been made
     */
    record Parts(Geometry geometry, BlockAllocator blocks, SegmentTable segments, Heads heads, IndexRegistry indexes, MassExpiry massExpiry, Practice practice,
            MainShare mainShare, Lock relabelsSeveral, List<Worker> workers) {
    }

    /**
     * One bounded step towards free blocks.
     *
     * @param hard somebody waits for more than a segment
     * @return false if nothing could be done
     */
    boolean step(boolean hard) {
        if (pass.isActive() && isInTheWay(hard)) {
            giveUp();
        }
        if (pass.isActive()) {
            slice();
            return true;
        }
        long now = wallClock.getAsLong();
        look(now);
        if (freeDead() || begin(hard)) {
            return true;
        }
        if (!(heads.closeIdle() | survivors.closeAll())) {
            return false;
        }
        look(now);
        return freeDead() || begin(hard);
    }

    /** Whether the pass that is going on does not help who is short of blocks. */
    private boolean isInTheWay(boolean hard) {
        return pass.mode() == Pass.Mode.REHEARSE || hard && (pass.mode() == Pass.Mode.CONTEST || pass.mode() == Pass.Mode.SIFT || takesTooMuch());
    }

    /** Surveys, and notes how far the survey can be relied on. */
    private void look(long now) {
        int before = slicingElsewhere();
        survey.take(now);
        disturbers = Math.max(before, slicingElsewhere());
    }

    private int slicingElsewhere() {
        int n = 0;
        for (Worker other : workers) {
            n += other != this && other.slicing ? 1 : 0;
        }
        return n;
    }

    /** Gives memory back whose records have expired, though nobody is short of it. False if there is none. */
    boolean sweep() {
        if (pass.isActive() && !pass.mode().keepsAll()) {
            // There are blocks enough: nothing more is evicted than has to be.
            giveUp();
        }
        if (pass.isActive()) {
            slice();
            return true;
        }
        long now = wallClock.getAsLong();
        if (massExpiry.isSweeping()) {
            return massExpiry.turn(now) == MassExpiry.WORKED;
        }
        survey.take(now);
        boolean closed = survey.isOpenRotten() && (heads.closeRotten(now) | survivors.closeRotten(now));
        if (freeDead()) {
            return true;
        }
        int turn = massExpiry.turn(now);
        if (turn == MassExpiry.WORKED || turn == MassExpiry.WAIT) {
            return turn == MassExpiry.WORKED || closed;
        }
        int victim = turn != Survey.NONE ? turn : survey.spent() != Survey.NONE ? survey.spent() : survey.rotten();
        // Where there was no room nothing has changed: to try again at once would be to try for ever.
        return victim != Survey.NONE && start(Pass.Mode.CARRY_OVER, victim, Survey.NONE) && hadRoom || closed;
    }

    /**
     * Nobody is short of blocks, but will be, and then writers outrun code that has never been run: gives the streams their shares of what there is, deals with the oldest segment as if it competed, and
     * keeps all of it. False if that is not the time for it, or that segment is not suited.
     */
    boolean rehearse() {
        if (pass.isActive() || massExpiry.isSweeping() || !practice.isDue()) {
            return false;
        }
        survey.take(wallClock.getAsLong());
        if (shareBeforeItIsFull()) {
            survey.takeAgain();
        }
        // By turns, as contests have both.
        int slot = practice.isOfMain() ? oldestOf(Stream.PROBATION, Stream.WINDOW) : oldestOf(Stream.WINDOW, Stream.PROBATION);
        if (slot == Survey.NONE) {
            return false;
        }
        practice.rehearsed();
        return isRoomToRehearse(slot) && start(Pass.Mode.REHEARSE, slot, Survey.NONE);
    }

    /**
     * Most of the window goes to main when a store is full for the first time. What is there by now goes at once, so that there is less to do while a writer waits. Not where a cache has a ceiling: once it is above it, the oldest
     * of its records have to be found in the window.
     */
    private boolean shareBeforeItIsFull() {
        long content = survey.bytes();
        return next(content, 0, 0, 0) == Step.PROMOTE && !hasAnyCeiling() && promote(content, 0);
    }

    /** What is copied takes as many blocks as it gives back, but sooner, and opens segments that are not filled. Nobody is to be short of blocks for that. */
    private boolean isRoomToRehearse(int slot) {
        int needed = segments.blockCount(slot);
        return needed <= geometry.segmentBlocks() && blocks.freeBlocks() >= geometry.highWater() + blocks.demand() + 2 * needed;
    }

    /**
     * Works at emptying a segment because of where it is: it owns one of these blocks.
     *
     * @return false if there was nothing to be done at the moment
     */
    boolean vacate(int[] used) {
        if (takesTooMuch()) {
            giveUp();
        }
        if (pass.isActive()) {
            slice();
            return true;
        }
        if (fruitless) {
            // There was no room for what should have been carried over.
            return step(true);
        }
        boolean anyOpen = false;
        int last = Survey.NONE;
        for (int block : used) {
            // May be stale: what counts is asked once the segment is claimed and does not change any more.
            int slot = segments.slotOf((long) block << geometry.blockShift());
            if (slot == last) {
                continue;
            }
            last = slot;
            anyOpen |= segments.state(slot) == SegmentState.OPEN;
            if (segments.state(slot) == SegmentState.CLOSED && !segments.isAwaitingSweep(slot) && segments.claim(slot)) {
                if (owns(slot, block)) {
                    begin(isShortOfBlocks() ? Pass.Mode.FLUSH : Pass.Mode.CARRY_OVER, slot, Survey.NONE);
                    return true;
                }
                segments.unclaim(slot);
            }
        }
        return anyOpen && heads.closeIdle() | survivors.closeAll();
    }

    /** What is moved out of an extent takes blocks that writers could use, and gives none back to them. */
    private boolean takesTooMuch() {
        return pass.isActive() && pass.mode().keepsAll() && isShortOfBlocks();
    }

    private boolean isShortOfBlocks() {
        return blocks.freeBlocks() < geometry.lowWater();
    }

    private boolean owns(int slot, int wanted) {
        int block = segments.firstBlock(slot);
        while (block != BlockAllocator.NONE && block != wanted) {
            block = blocks.next(block);
        }
        return block == wanted;
    }

    private boolean freeDead() {
        boolean any = false;
        for (int i = 0; i < survey.deadCount(); i++) {
            int slot = survey.dead(i);
            if (segments.claim(slot)) {
                any |= freeClaimed(slot);
            }
        }
        return any;
    }

    private boolean freeClaimed(int slot) {
        boolean freed;
        try {
            // Another worker may have freed it since, and what is claimed be its next life.
            freed = segments.live(slot) == 0 && segments.free(slot);
        } catch (OutOfMemoryError e) {
            segments.unclaim(slot);
            throw e;
        }
        if (!freed) {
            segments.unclaim(slot);
        }
        return freed;
    }

    /** Begins what is due; its first slice is part of it. False if there is nothing. */
    private boolean begin(boolean hard) {
        if (survey.spent() != Survey.NONE && start(Pass.Mode.CARRY_OVER, survey.spent(), Survey.NONE)) {
            return true;
        }
        if (!hard && !fruitless && survey.best() != Survey.NONE && (survey.bestUse() < WORTH_HASTE || !isInHaste())
                && start(Pass.Mode.CARRY_OVER, survey.best(), Survey.NONE)) {
            return true;
        }
        // If nothing was gained for long, everything seems to be in use.
        return hard || idleSteps > PATIENCE ? flush() : evict();
    }

    /** Drops what is oldest. */
    private boolean flush() {
        return start(Pass.Mode.FLUSH, oldestOf(Stream.PROBATION, Stream.WINDOW, Stream.PROTECTED), Survey.NONE);
    }

    private int oldestOf(Stream... streams) {
        int leaving = Survey.NONE;
        for (Stream stream : streams) {
            int oldest = survey.oldest(stream);
            if (oldest != Survey.NONE && !survey.isLeaving(oldest)) {
                return oldest;
            }
            leaving = leaving == Survey.NONE ? oldest : leaving;
        }
        return leaving;
    }

    private boolean evict() {
        mainShare.full(survey.liveBytes());
        // Where the budget was lowered there is more than there should be: the shares are those of what there is.
        long capacity = Math.max(blocks.logCapacity(), survey.bytes());
        long doubt = doubt(capacity);
        Step step = next(capacity, doubt, 0, 0);
        int oldWindow = survey.oldest(Stream.WINDOW);
        if (step == Step.PROMOTE && oldWindow != Survey.NONE && isAnyAboveCeiling()) {
            return start(Pass.Mode.SIFT, oldWindow, Survey.NONE);
        }
        int main = oldestOf(Stream.PROBATION, Stream.WINDOW);
        boolean relabelled = step == Step.PROMOTE && promote(capacity, doubt)
                || (step == Step.DEMOTE || main == Survey.NONE)
                && relabelling.toProbation(Stream.PROTECTED,
                        moved -> next(capacity, doubt, 0, moved) == Step.DEMOTE);
        if (relabelled) {
            return true;
        }
        return start(Pass.Mode.CONTEST, main, main == oldWindow ? Survey.NONE : oldWindow);
    }

    /** Puts the oldest segments of the window on probation as they are, as many as the shares of a capacity ask for, one at least. False if there was none. */
    private boolean promote(long capacity, long doubt) {
        return relabelling.toProbation(Stream.WINDOW, moved -> next(capacity, doubt, moved, 0) == Step.PROMOTE);
    }

    /** What to do by the survey, and by what has been put on probation since. */
    private Step next(long capacity, long doubt, long fromWindow, long fromProtected) {
        return policy.next(survey.bytes(Stream.WINDOW) - fromWindow, survey.bytes(Stream.PROBATION) + fromWindow + fromProtected,
                survey.bytes(Stream.PROTECTED) - fromProtected, capacity, doubt);
    }

    /** Bytes by which the survey may be wrong. */
    private long doubt(long capacity) {
        long slices = (long) disturbers * DOUBTFUL_SEGMENTS * geometry.segmentBlocks() << geometry.blockShift();
        // In a store of few segments that would be all of it, and what fits would be evicted.
        return Math.min(slices, capacity / LEAST_DOUBTS);
    }

    private boolean hasAnyCeiling() {
        for (Index index : indexes.all()) {
            if (index != null && index.account().ceiling() != Long.MAX_VALUE) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnyAboveCeiling() {
        for (Index index : indexes.all()) {
            if (index != null && index.account().bias() < 0) {
                return true;
            }
        }
        return false;
    }

    private boolean start(Pass.Mode mode, int slot, int rivalSlot) {
        if (slot == Survey.NONE || !segments.claim(slot)) {
            return false;
        }
        begin(mode, slot, rivalSlot != Survey.NONE && segments.claim(rivalSlot) ? rivalSlot : Survey.NONE);
        return true;
    }

    /** Few blocks are left and writers are waiting, or will be. */
    private boolean isInHaste() {
        return blocks.freeBlocks() < geometry.hasteMark();
    }

    /** Both have been claimed. */
    private void begin(Pass.Mode mode, int slot, int rivalSlot) {
        pass.begin(mode, slot, rivalSlot, segments.order(slot));
        boolean begun = false;
        try {
            blocksAtBegin = balance();
            // Tells an observer, who may fail.
            log.begin(mode.kind());
            begun = true;
        } finally {
            if (!begun) {
                pass.abandon();
            }
        }
        slice();
    }

    private void slice() {
        Pass.Mode mode = pass.mode();
        SliceSize sliceSize = sliceSizes.get(mode);
        long start = log.start();
        slicing = true;
        try {
            hadRoom = pass.slice(sliceSize.records());
        } finally {
            slicing = false;
            sliceSize.took(log.worked(mode.kind(), start));
        }
        if (!pass.isActive()) {
            review(mode);
            log.end(mode.kind(), hadRoom, gainedBytes());
        }
    }

    private void giveUp() {
        pass.abandon();
        log.end(pass.mode().kind(), false, gainedBytes());
    }

    private long gainedBytes() {
        return (balance() - blocksAtBegin) * geometry.blockSize();
    }

    /** Blocks given back less blocks taken, by this worker. */
    private long balance() {
        return pass.blocksReleased() - survivors.blocksTaken();
    }

    private void review(Pass.Mode mode) {
        if (mode == Pass.Mode.REHEARSE) {
            return;
        }
        long gain = balance() - blocksAtBegin;
        if (mode != Pass.Mode.CARRY_OVER) {
            fruitless = false;
            compactions = 0;
            gained = 0;
            idleSteps = gain > 0 ? 0 : idleSteps + 1;
            return;
        }
        fruitless &= !hadRoom || gain <= 0;
        compactions++;
        gained += gain;
        if (!hadRoom || compactions == COMPACTIONS_PER_BLOCK) {
            fruitless = !hadRoom || gained <= 0;
            compactions = 0;
            gained = 0;
        }
    }

    /** Bytes on the Java heap. */
    long heapBytes() {
        return pass.heapBytes();
    }
}
