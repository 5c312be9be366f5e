package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicLongArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;
import org.varve.store.Weakened;

/**
 * Two records come to expire in the same bucket of expiry times; who has added the earlier one asks whether all of the segment expire before it. They do not: if the bucket's latest
 * is late enough already, so is the last of all, which was raised first. Otherwise a sweep that holds the lock of that record's bucket would take it out before its time.
 */
public final class LastAgainstRaise {
    private static final int EARLIER = 1001;
    private static final int LATER = 1002;

    private LastAgainstRaise() {
    }

    /** The last of all, and the latest of the bucket. */
    @JCStressTest
    @Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "it is known that the record lives")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the record counts as expired")
    @State
    public static class Model {
        private final AtomicLongArray last = new AtomicLongArray(1);
        private final AtomicLongArray latest = new AtomicLongArray(1);

        @Actor
        public void later() {
            raise(last, LATER);
            raise(latest, LATER);
        }

        @Actor
        public void earlier(Z_Result result) {
            if (latest.get(0) < EARLIER) {
                raise(last, EARLIER);
                raise(latest, EARLIER);
            }
            result.r1 = last.get(0) < EARLIER;
        }
    }

    /** {@link ExpiryBuckets}. */
    @JCStressTest
    @Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "it is known that the record lives")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the record counts as expired")
    @State
    public static class Real {
        private final AtomicLongArray last = new AtomicLongArray(1);
        private final ExpiryBuckets buckets = new ExpiryBuckets(last, 0);

        /** A new life. */
        public Real() {
            buckets.open(LATER, 0);
        }

        @Actor
        public void later() {
            buckets.add(LATER, 1);
        }

        @Actor
        public void earlier(Z_Result result) {
            buckets.add(EARLIER, 1);
            result.r1 = last.get(0) < EARLIER;
        }
    }

    /** The bucket's latest is raised first. */
    @JCStressTest
    @Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "it is known that the record lives")
    @Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "the record counts as expired")
    @State
    public static class Control {
        private final AtomicLongArray last = new AtomicLongArray(1);
        private final AtomicLongArray latest = new AtomicLongArray(1);

        @Actor
        public void later() {
            raise(latest, LATER);
            Weakened.pause();
            raise(last, LATER);
        }

        @Actor
        public void earlier(Z_Result result) {
            if (latest.get(0) < EARLIER) {
                raise(latest, EARLIER);
                raise(last, EARLIER);
            }
            result.r1 = last.get(0) < EARLIER;
        }
    }

    private static void raise(AtomicLongArray word, long to) {
        long known = word.get(0);
        while (known < to && !word.compareAndSet(0, known, to)) {
            known = word.get(0);
        }
    }
}
