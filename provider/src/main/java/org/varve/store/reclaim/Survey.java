package org.varve.store.reclaim;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/**
 * One look over all segments: what each stream occupies, and which segments are worth emptying for which reason.
 *
 * <p>Benefit and cost of compaction as in M. Rosenblum and J. Ousterhout, The Design and Implementation of a Log-Structured File System, SOSP 1991, section
 * 3.5: {@code (1 - u) * age / (1 + u)}. Above a utilisation of 0.9 a byte gained costs more than four bytes copied, and a cache is better
 * off evicting. What has expired counts as dead whether or not somebody has looked.
 */
final class Survey {
    static final int NONE = -1;
    private static final double WORTH_COMPACTING = 0.9;
    /** Dead segments noted at one look. */
    private static final int MOST_DEAD = 64;
    private static final int STREAMS = Stream.values().length;

    private final SegmentTable segments;
    private final BlockAllocator blocks;
    private final long[] bytes = new long[STREAMS];
    private long live;
    private final int[] oldest = new int[STREAMS];
    private final int[] dead = new int[MOST_DEAD];
    private int deadCount;
    private int spent;
    private int rotten;
    private int best;
    private double bestScore;
    private double bestUse;
    private boolean isOpenRotten;
    private BitSet parked;
    private long takenAt;

    Survey(SegmentTable segments, BlockAllocator blocks) {
        this.segments = segments;
        this.blocks = blocks;
    }

    /** Looks. */
    void take(long now) {
        takenAt = now;
        Arrays.fill(bytes, 0);
        Arrays.fill(oldest, NONE);
        live = 0;
        deadCount = 0;
        spent = NONE;
        rotten = NONE;
        best = NONE;
        bestScore = 0;
        isOpenRotten = false;
        parked = blocks.shrinking().parked();
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            SegmentState state = segments.state(slot);
            if (state != SegmentState.FREE) {
                bytes[segments.stream(slot).ordinal()] += segments.bytes(slot);
                long liveNow = segments.liveAt(slot, now);
                live += liveNow;
                if (state == SegmentState.CLOSED) {
                    look(slot, liveNow, now);
                } else if (state == SegmentState.OPEN) {
                    isOpenRotten |= segments.end(slot) > 0 && segments.isRotten(slot, segments.end(slot), now);
                }
            }
        }
    }

    /** Looks again, at what has changed since, by the same time. */
    void takeAgain() {
        take(takenAt);
    }

    private void look(int slot, long liveNow, long now) {
        if (segments.live(slot) == 0) {
            if (deadCount < MOST_DEAD) {
                dead[deadCount++] = slot;
            }
            return;
        }
        if (segments.isAwaitingSweep(slot)) {
            return;
        }
        long size = segments.bytes(slot);
        spent = liveNow == 0 ? slot : spent;
        rotten = segments.isRotten(slot, size, now) ? slot : rotten;
        int stream = segments.stream(slot).ordinal();
        if (oldest[stream] == NONE || isBefore(slot, oldest[stream])) {
            oldest[stream] = slot;
        }
        double u = (double) liveNow / size;
        double score = (1 - u) * (segments.currentOrder() - segments.order(slot)) / (1 + u);
        if (u < WORTH_COMPACTING && score > bestScore) {
            best = slot;
            bestScore = score;
            bestUse = u;
        }
    }

    /** What begins in an extent that is being emptied comes last: its blocks are of no use to who wants some. */
    private boolean isBefore(int slot, int other) {
        return compare(isLeaving(slot), segments.order(slot), isLeaving(other), segments.order(other)) < 0;
    }

    private static int compare(boolean isLeaving, long order, boolean isOtherLeaving, long otherOrder) {
        return isLeaving == isOtherLeaving ? Long.compare(order, otherOrder) : Boolean.compare(isLeaving, isOtherLeaving);
    }

    /** True if a segment begins in an extent that is being emptied. */
    boolean isLeaving(int slot) {
        return !parked.isEmpty() && parked.get(blocks.extentOf(segments.firstBlock(slot)));
    }

    /** Bytes of the blocks of a stream's segments. */
    long bytes(Stream stream) {
        return bytes[stream.ordinal()];
    }

    /** Bytes of the blocks of all segments. */
    long bytes() {
        return bytes(Stream.WINDOW) + bytes(Stream.PROBATION) + bytes(Stream.PROTECTED);
    }

    /** Bytes of records that have not expired. */
    long liveBytes() {
        return live;
    }

    /** The closed segments of a stream, in the order in which {@link #oldest(Stream)} would name them. */
    int[] oldestFirst(Stream stream) {
        return IntStream.range(0, segments.usedSlots())
                .filter(slot -> isNominated(slot) && segments.stream(slot) == stream)
                .mapToObj(slot -> new Seniority(slot, isLeaving(slot), segments.order(slot)))
                .sorted()
                .mapToInt(Seniority::slot)
                .toArray();
    }

    private boolean isNominated(int slot) {
        return segments.state(slot) == SegmentState.CLOSED && segments.live(slot) != 0 && !segments.isAwaitingSweep(slot);
    }

    /** As it was when looked at: others may relabel the segment meanwhile. */
    private record Seniority(int slot, boolean isLeaving, long order) implements Comparable<Seniority> {
        @Override
        public int compareTo(Seniority other) {
            return Survey.compare(isLeaving, order, other.isLeaving, other.order);
        }
    }

    /** The closed segment that came first into a stream, those in extents that are being emptied last; or {@link #NONE}. */
    int oldest(Stream stream) {
        return oldest[stream.ordinal()];
    }

    /** Closed segments in which no entry names anything. */
    int deadCount() {
        return deadCount;
    }

    int dead(int i) {
        return dead[i];
    }

    /** A closed segment in which everything that an entry names has expired, or {@link #NONE}. */
    int spent() {
        return spent;
    }

    /** A closed segment half of which is expired records, or {@link #NONE}. */
    int rotten() {
        return rotten;
    }

    /** The segment whose compaction pays best, or {@link #NONE} if none pays. */
    int best() {
        return best;
    }

    /** The part of {@link #best} that is live. */
    double bestUse() {
        return bestUse;
    }

    /** True if there are open segments half of which is expired records. */
    boolean isOpenRotten() {
        return isOpenRotten;
    }
}
