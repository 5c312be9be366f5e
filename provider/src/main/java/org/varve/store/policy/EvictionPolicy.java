package org.varve.store.policy;

import org.varve.store.segment.Stream;

/**
 * Decides what is evicted when a full store must free memory. It sees sizes and frequencies, never records, segments or memory, so that a simulator
 * can run it without a store. For one thread; each reclaiming thread has its own.
 *
 * <p>A step goes like this: {@link #next} says what to do. For {@link Step#CONTEST} everything that takes part is shown once to {@link #consider}, then
 * {@link #settle} is told how many bytes may stay, then {@link #verdict} is asked once for each of the same entries in the same order. The other steps move
 * a whole segment from one stream to another, in which it is the youngest then, without looking into it.
 */
public interface EvictionPolicy {
    /** A bias of so much puts an entry before all others, and one of so much less than nothing behind them. */
    int FAVOURED = 32;

    /** What to do next with which segments. */
    enum Step {
        /** The oldest protected segment goes on probation as it is: what was used since will be protected again when its turn comes there. */
        DEMOTE,
        /** The oldest window segment goes on probation as it is: there is room. */
        PROMOTE,
        /** The oldest window segment and the oldest one on probation compete for the room of one. */
        CONTEST
    }

    /** What becomes of an entry. */
    enum Verdict {
        PROTECT,
        PROBATION,
        EVICT
    }

    /**
     * The next step, from the bytes that each stream's segments occupy: closed segments whole, open heads by what they hold. If there is no window segment
     * to promote, or to compete, whatever stands in for it, the step is a contest of what there is, in which room is for nothing.
     *
     * @param capacity bytes that all streams may occupy together: without the index, the sketch and what is kept free; less, for the shares of a store that is to be full with less
     * @param doubt    bytes by which the first three may be wrong, because others are moving records between segments; 0 if they are exact. Shares that are kept as
     *                 nearly as that can be told are not corrected
     */
    Step next(long window, long probation, long protectedBytes, long capacity, long doubt);

    /** Forgets the last contest's entries; another begins, or its next slice, with entries and room of its own. */
    void begin();

    /**
     * An entry takes part in the contest.
     *
     * @param from      where it is
     * @param accessed  used since it came there
     * @param frequency how often it was seen lately, at most {@link FrequencySketch#MAX}
     * @param size      bytes
     * @param bias      what the owner of the cache wishes: added to the frequency; 0 if nothing
     */
    void consider(Stream from, boolean accessed, int frequency, long size, int bias);

    /** All have been considered; so many bytes may stay, those that will be protected included. */
    void settle(long room);

    /** What becomes of an entry; arguments as for {@link #consider}. */
    Verdict verdict(Stream from, boolean accessed, int frequency, long size, int bias);
}
