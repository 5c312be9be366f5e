package org.varve.store.reclaim;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.varve.store.observe.SweepReport;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/**
 * Decides when what has expired goes and in which order, as long as nobody is short of blocks. A sweep in index order passes over what lives, too, so
 * it is the cheaper for each entry the more of them go. Expired bytes wait while more is about to expire, until they are a good part of the store, and no longer
 * than {@value #PATIENCE_MILLIS} ms. Then they go by an {@link ExpirySweep} if they are a share worth it; otherwise, and where a sweep has left something,
 * segment by segment.
 *
 * <p>It also says whether indexes had better not be merged yet: between two sweeps the same entries would be copied from bucket to bucket again and again
 * that are gone soon.
 *
 * <p>Shared by all workers; one at a time sweeps.
 */
final class MassExpiry {
    /** A step was made; there may be more to do. */
    static final int WORKED = -3;
    /** What has expired waits for more, or another worker is at it. */
    static final int WAIT = -2;
    /** How long expired records wait at most, where there is room. */
    static final long PATIENCE_MILLIS = 5000;
    /** What expires within so short a time is about to expire. */
    static final long SOON_MILLIS = 1000;
    /** This part of the store is not worth waiting for more. */
    private static final int ENOUGH = 4;
    /** One byte in so many: a sweep costs less than looking up each record of the segments. */
    private static final int WORTH_SWEEPING = 32;
    /** Segments of which more than one byte in so many lives have to be walked through anyway, to move that. */
    private static final int MOSTLY_EXPIRED = 8;

    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final ExpirySweep sweep;
    private final Reporting reporting;
    private final ReentrantLock lock = new ReentrantLock();
    /** By slot: the life, counted from 1, for which it was nominated last. What a sweep has left is not swept for once more. */
    private final long[] sweptLives;
    /** Slots that the last sweep may have left something in, up to {@link #leftCount}. */
    private final int[] left;
    private int leftCount;
    /** Is told of the sweep that is going on; null for nobody. */
    private Consumer<SweepReport> listener;
    /** Spent on that sweep. */
    private long nanos;
    private long expired;
    private long nominated;
    private long all;
    /** Since when something that has expired has been waiting; {@link SegmentTable#ETERNAL} if nothing is. */
    private long pendingSince = SegmentTable.ETERNAL;
    private volatile long waitsUntil = SegmentTable.ETERNAL;
    /** Until then more is likely to expire, and to be swept. */
    private volatile long quietUntil = Long.MIN_VALUE;
    private volatile boolean sweeping;
    /** Whether somebody was told to wait for that. */
    private volatile boolean asksAgain;

    /** @param slots that there can be */
    MassExpiry(int slots, SegmentTable segments, BlockAllocator blocks, ExpirySweep sweep, Reporting reporting) {
        this.reporting = reporting;
        this.segments = segments;
        this.blocks = blocks;
        this.sweep = sweep;
        this.sweptLives = new long[slots];
        this.left = new int[slots];
    }

    boolean isSweeping() {
        return sweeping;
    }

    /**
     * Takes a step, or says what to do instead. Open segments are not looked at: whoever calls has closed those that are worth it.
     *
     * @return {@link #WORKED}, {@link #WAIT}, a segment to be emptied, or {@link Survey#NONE}: any that is worth it
     */
    int turn(long now) {
        if (!lock.tryLock()) {
            return WAIT;
        }
        try {
            return sweeping ? step(now) : decide(now);
        } finally {
            lock.unlock();
        }
    }

    private int step(long now) {
        boolean done = false;
        long start = reporting.nanos();
        try {
            sweep.step(now);
            done = true;
        } finally {
            long spent = reporting.nanos() - start;
            nanos += spent;
            reporting.counters().swept(spent);
            if (!done) {
                sweep.abandon();
            }
            if (!sweep.isActive()) {
                end(now);
            }
        }
        if (!sweeping) {
            // Whoever sees it counted may rely on its having been told.
            if (listener != null) {
                listener.accept(new SweepReport(nanos, sweep.entriesTaken(), sweep.bytesTaken()));
            }
            reporting.counters().sweep();
        }
        return WORKED;
    }

    private int decide(long now) {
        int remainder = nextRemainder();
        if (remainder != Survey.NONE) {
            return remainder;
        }
        look(now);
        waitsUntil = SegmentTable.ETERNAL;
        if (expired == 0) {
            pendingSince = SegmentTable.ETERNAL;
            return Survey.NONE;
        }
        // The clock may have been set back.
        pendingSince = Math.min(pendingSince, now);
        if (expired < blocks.logCapacity() / ENOUGH && now - pendingSince < PATIENCE_MILLIS && isMoreSoon(now)) {
            waitsUntil = pendingSince + PATIENCE_MILLIS;
            return WAIT;
        }
        if (nominated == 0 || nominated < all / WORTH_SWEEPING) {
            return Survey.NONE;
        }
        begin(now);
        return step(now);
    }

    /** A segment that should be emptied because the sweep has left little in it. */
    private int nextRemainder() {
        int found = Survey.NONE;
        while (leftCount > 0 && found == Survey.NONE) {
            int slot = left[--leftCount];
            boolean isSame = segments.state(slot) == SegmentState.CLOSED && sweptLives[slot] == segments.sequence(slot) + 1;
            long live = isSame ? segments.live(slot) : 0;
            found = live > 0 && (live <= segments.bytes(slot) / 2 || segments.unread(slot) != 0) ? slot : Survey.NONE;
        }
        return found;
    }

    /** Adds up what has expired in segments that are worth emptying, and nominates those that a sweep would empty. */
    private void look(long now) {
        expired = 0;
        nominated = 0;
        all = 0;
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            SegmentState state = segments.state(slot);
            long live = state == SegmentState.FREE ? 0 : segments.live(slot);
            all += live;
            boolean toGo = false;
            if (state == SegmentState.CLOSED && live != 0 && segments.isRotten(slot, segments.bytes(slot), now)) {
                long alive = segments.liveAt(slot, now);
                expired += Math.max(0, live - alive);
                toGo = alive <= live / MOSTLY_EXPIRED && sweptLives[slot] != segments.sequence(slot) + 1;
                nominated += toGo ? live : 0;
            }
            sweep.nominate(slot, toGo);
        }
    }

    private void begin(long now) {
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            if (sweep.isNominated(slot)) {
                sweptLives[slot] = segments.sequence(slot) + 1;
            }
        }
        listener = reporting.observer().sweepBegins();
        nanos = 0;
        sweep.begin(now);
        sweeping = true;
    }

    private void end(long now) {
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            if (sweep.isNominated(slot)) {
                left[leftCount++] = slot;
            }
        }
        pendingSince = SegmentTable.ETERNAL;
        quietUntil = isMoreSoon(now) ? now + SOON_MILLIS : now;
        sweeping = false;
    }

    /** Somebody is short of blocks: nothing waits. */
    void standBack() {
        waitsUntil = SegmentTable.ETERNAL;
    }

    /** Which indexes to merge for now. When to ask again is part of {@link #nextWork}. */
    Merging merging(long now) {
        // The clock may have been set back.
        boolean isQuiet = now < quietUntil && quietUntil - now <= SOON_MILLIS;
        asksAgain = isQuiet;
        if (sweeping) {
            return Merging.NONE;
        }
        return isQuiet || waitsUntil != SegmentTable.ETERNAL ? Merging.NEARLY_EMPTY : Merging.SPARSE;
    }

    /** When there will be something to do that there is not now, in milliseconds; may have passed. {@link SegmentTable#ETERNAL} if never. */
    long nextWork(long now) {
        long next = Math.min(waitsUntil, asksAgain ? quietUntil : SegmentTable.ETERNAL);
        return sweeping ? now : Math.min(next, nextExpiry(now));
    }

    private boolean isMoreSoon(long now) {
        return nextExpiry(now) <= now + SOON_MILLIS;
    }

    private long nextExpiry(long now) {
        long next = SegmentTable.ETERNAL;
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            SegmentState state = segments.state(slot);
            if (state == SegmentState.OPEN || state == SegmentState.CLOSED) {
                next = Math.min(next, segments.nextExpiry(slot, now));
            }
        }
        return next;
    }

    /** Bytes on the Java heap. */
    long heapBytes() {
        return sweptLives.length * 12L + sweep.heapBytes();
    }
}
