package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import org.varve.store.Weakened;

/**
 * A record is put into a segment and replaced, while somebody asks how many of it are live: never less than nothing, since what was lowered is read first. (That put
 * and replacement may be by two threads adds nothing: the second has locked the bucket after the first.)
 */
public final class SumAgainstOverwrite {
    private static final int GROUP_OF_ONE = 0;

    private SumAgainstOverwrite() {
    }

    /** Two counters that only grow. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "before, between or after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "less than nothing")
    @State
    public static class Model {
        private final AtomicLong lowered = new AtomicLong();
        private final AtomicLong raised = new AtomicLong();

        @Actor
        public void putAndReplace() {
            raised.setRelease(raised.getPlain() + 1);
            lowered.getAndAdd(1);
        }

        @Actor
        public void sum(J_Result result) {
            long gone = lowered.get();
            result.r1 = raised.getAcquire() - gone;
        }
    }

    /** {@link LiveCounter}. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "before, between or after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "less than nothing")
    @State
    public static class Real {
        private final LiveCounter live = new LiveCounter(LiveCounter.group(2), GROUP_OF_ONE);

        @Actor
        public void putAndReplace() {
            live.raise(1);
            live.lowerBy(LiveCounter.sum(1, 1));
        }

        @Actor
        public void sum(J_Result result) {
            result.r1 = LiveCounter.records(live.get());
        }
    }

    /** What was raised is read first. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "before, between or after")
    @Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "less than nothing")
    @State
    public static class Control {
        private final LiveCounter live = new LiveCounter(LiveCounter.group(2), GROUP_OF_ONE);

        @Actor
        public void putAndReplace() {
            live.raise(1);
            live.lowerBy(LiveCounter.sum(1, 1));
        }

        @Actor
        public void sum(J_Result result) {
            long raised = live.raised();
            Weakened.pause();
            result.r1 = LiveCounter.records(raised - live.lowered());
        }
    }
}
