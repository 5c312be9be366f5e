package org.varve.store.reclaim;

import java.util.concurrent.locks.Lock;
import java.util.function.LongPredicate;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/**
 * Puts segments on probation as they are, the oldest first.
 *
 * <p>When a store is full for the first time, or main's share has changed, they are a good part of all segments. A survey for each would take the square of their
 * number, while a writer waits for room that none of them makes: a second and more for 16,384. So several are moved by one survey. That is done by one worker at a
 * time, by a survey taken meanwhile: otherwise two would move twice as much as is wanted. The others move one by each survey.
 */
final class Relabelling {
    private static final int[] NO_SLOTS = {};

    private final SegmentTable segments;
    private final Survey survey;
    private final Lock several;

    /**
     * @param survey  to go by
     * @param several held by the one of all workers who moves several; never waited for
     */
    Relabelling(SegmentTable segments, Survey survey, Lock several) {
        this.segments = segments;
        this.survey = survey;
        this.several = several;
    }

    /**
     * @param from of that stream
     * @param more whether to go on, asked with the bytes that have been put there since the survey, which is taken again in between
     * @return false if there was none
     */
    boolean toProbation(Stream from, LongPredicate more) {
        long moved = toProbation(from, survey.oldest(from));
        if (moved > 0 && more.test(moved) && several.tryLock()) {
            try {
                survey.takeAgain();
                moveWhile(from, more);
            } finally {
                several.unlock();
            }
        }
        return moved > 0;
    }

    private void moveWhile(Stream from, LongPredicate more) {
        int[] slots = oldestFirst(from);
        long moved = 0;
        for (int i = 0; i < slots.length && more.test(moved); i++) {
            moved += toProbation(from, slots[i]);
        }
    }

    /** None if there is no memory for so many: a writer that needs room must not fail for that, and one has been moved. */
    private int[] oldestFirst(Stream from) {
        try {
            return survey.oldestFirst(from);
        } catch (OutOfMemoryError e) {
            return NO_SLOTS;
        }
    }

    /** Bytes; 0 if somebody else has it, or had it since it was looked at. */
    private long toProbation(Stream from, int slot) {
        if (slot == Survey.NONE || !segments.claim(slot)) {
            return 0;
        }
        long bytes = segments.stream(slot) == from ? segments.bytes(slot) : 0;
        if (bytes > 0) {
            segments.relabel(slot, Stream.PROBATION);
        }
        segments.unclaim(slot);
        return bytes;
    }
}
