package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A value is overwritten where it lies; a reader that has seen some of it finds the bucket's version changed. */
public final class ReaderAgainstUpdate {
    private ReaderAgainstUpdate() {
    }

    /** A record of two ints. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the old value")
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "the new value")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "disturbed: the reader tries again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a mixture")
    @State
    public static class Model {
        private final int[] value = {1, 1};
        private final ModelBucket bucket = new ModelBucket(1);

        @Actor
        public void read(II_Result result) {
            long seen = bucket.beginRead();
            int first = value[0];
            int second = value[1];
            boolean valid = bucket.endRead(seen);
            result.r1 = valid ? first : ModelBucket.DISTURBED;
            result.r2 = valid ? second : ModelBucket.DISTURBED;
        }

        @Actor
        public void update() {
            long seen;
            do {
                seen = bucket.beginRead();
            } while (!bucket.lockIfUnchanged(seen));
            value[0] = 2;
            value[1] = 2;
            bucket.unlock();
        }
    }

    /** {@link Keyspace#get} against {@link Keyspace#put} of another value of the same length. */
    @JCStressTest
    @Outcome(id = {"1", "2"}, expect = Expect.ACCEPTABLE, desc = "the old value or the new one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a mixture, or a miss")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.put(Rig.A);
        }

        @Actor
        public void read(I_Result result) {
            rig.skew();
            result.r1 = rig.get();
        }

        @Actor
        public void update() {
            rig.put(Rig.B);
        }

        @Arbiter
        public void end() {
            rig.giveBack();
        }
    }

    /** The reader does not look at the version again. */
    @JCStressTest
    @Outcome(id = {"1", "2"}, expect = Expect.ACCEPTABLE, desc = "the old value or the new one")
    @Outcome(id = "-1", expect = Expect.ACCEPTABLE_INTERESTING, desc = "a mixture")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        public Control() {
            rig.put(Rig.A);
        }

        @Actor
        public void read(I_Result result) {
            rig.skew();
            result.r1 = new Weakened(rig).get(false, true);
        }

        @Actor
        public void update() {
            rig.put(Rig.B);
        }

        @Arbiter
        public void end() {
            rig.giveBackIfWhole();
        }
    }
}
