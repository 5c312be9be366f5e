package org.varve.store.reclaim;

import org.varve.store.policy.EvictionPolicy;
import org.varve.store.segment.Stream;

/** A contest of two segments of one's choice, in which every entry may stay. For tests outside of this package. */
public final class ContestOfTwo {
    private ContestOfTwo() {
    }

    /**
     * Claims two closed segments and lets their records compete, as a worker does who was overtaken by another one between choosing and claiming them.
     *
     * @param parts of a store in which nobody reclaims meanwhile
     */
    public static void hold(ReclaimerAssembler.Parts parts, int main, int rival) {
        ReclaimCounters counters = new ReclaimCounters();
        Tally tally = new Tally(counters);
        Survivors survivors = new Survivors(parts.geometry(), parts.segments(), parts.blocks(), parts.lifetimes());
        Pass pass = ReclaimerAssembler.pass(parts, new Pass.Parts(parts.words(), parts.records(), parts.sketch(), new AllStay(), counters, new Practice(parts.geometry(), parts.blocks()),
                () -> 0), survivors, tally);
        if (!parts.segments().claim(main) || !parts.segments().claim(rival)) {
            throw new IllegalStateException("one of them is not closed");
        }
        pass.begin(Pass.Mode.CONTEST, main, rival, parts.segments().order(main));
        while (pass.isActive() && pass.slice(Integer.MAX_VALUE)) {
            continue;
        }
        survivors.closeAll();
    }

    private static final class AllStay implements EvictionPolicy {
        @Override
        public Step next(long window, long probation, long protectedBytes, long capacity, long doubt) {
            return Step.CONTEST;
        }

        @Override
        public void begin() {
            // Nothing is remembered.
        }

        @Override
        public void consider(Stream from, boolean accessed, int frequency, long size, int bias) {
            // Nothing is remembered.
        }

        @Override
        public void settle(long room) {
            // Nothing is remembered.
        }

        @Override
        public Verdict verdict(Stream from, boolean accessed, int frequency, long size, int bias) {
            return Verdict.PROBATION;
        }
    }
}
