package org.varve.store.reclaim;

import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/**
 * Picks the segment to empty next: a dead one, else the one whose compaction pays best, else the oldest, to be evicted.
 *
 * <p>Benefit and cost as in M. Rosenblum and J. Ousterhout, The Design and Implementation of a Log-Structured File System, SOSP 1991, section
 * 3.5: {@code (1 - u) * age / (1 + u)}. Above a utilisation of 0.9 a byte gained costs more than four bytes copied, and a cache is better
 * off evicting.
 */
final class VictimChooser {
    private static final double WORTH_COMPACTING = 0.9;

    private final Geometry geometry;
    private final SegmentTable segments;

    VictimChooser(Geometry geometry, SegmentTable segments) {
        this.geometry = geometry;
        this.segments = segments;
    }

    /** What to do with which segment. */
    record Choice(Action action, int slot) {
        static final Choice NOTHING = new Choice(Action.NOTHING, -1);
    }

    /** What may be done with a segment. */
    enum Action {
        /** Nothing can be chosen. */
        NOTHING,
        /** Its live bytes are 0: free it unread. */
        FREE,
        /** Copy what lives. */
        COMPACT,
        /** Drop what was not used. */
        EVICT
    }

    /**
     * @param mustEvict whoever waits needs more than compaction gives
     * @param room      bytes that survivors may take
     */
    Choice choose(boolean mustEvict, long room) {
        long now = segments.currentSequence();
        int oldest = -1;
        int best = -1;
        double bestScore = 0;
        for (int slot = 0, n = segments.usedSlots(); slot < n; slot++) {
            if (segments.state(slot) != SegmentState.CLOSED) {
                continue;
            }
            long live = segments.live(slot);
            if (live == 0) {
                return new Choice(Action.FREE, slot);
            }
            long age = now - segments.sequence(slot);
            if (oldest < 0 || age > now - segments.sequence(oldest)) {
                oldest = slot;
            }
            double u = (double) live / ((long) segments.blockCount(slot) << geometry.blockShift());
            double score = (1 - u) * age / (1 + u);
            if (u < WORTH_COMPACTING && score > bestScore && live <= room) {
                best = slot;
                bestScore = score;
            }
        }
        if (best >= 0 && !mustEvict) {
            return new Choice(Action.COMPACT, best);
        }
        return oldest < 0 ? Choice.NOTHING : new Choice(Action.EVICT, oldest);
    }
}
