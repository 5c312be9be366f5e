package org.varve.store;

import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A record is copied without the bucket's lock and published under it; a reader finds it whole at the old place or at the new one. */
public final class ReaderAgainstRelocation {
    private ReaderAgainstRelocation() {
    }

    /** Records of two ints; a slot holds the index of the first. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the record, from either place")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "disturbed: the reader tries again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "torn, or of somebody else")
    @State
    public static class Model {
        private final int[] memory = {0, 0, 1, 1, 0, 0};
        private final ModelBucket bucket = new ModelBucket(2);

        @Actor
        public void read(II_Result result) {
            long seen = bucket.beginRead();
            int at = bucket.word;
            int first = memory[at];
            int second = memory[at + 1];
            boolean valid = bucket.endRead(seen);
            result.r1 = valid ? first : ModelBucket.DISTURBED;
            result.r2 = valid ? second : ModelBucket.DISTURBED;
        }

        @Actor
        public void move() {
            memory[4] = memory[2];
            memory[5] = memory[3];
            bucket.lock();
            bucket.word = 4;
            bucket.unlock();
            // The old place is somebody else's now.
            VarHandle.releaseFence();
            memory[2] = 7;
            memory[3] = 7;
        }
    }

    /** {@link Keyspace#get} while the reclaimer moves the record, frees the block, and somebody writes there. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the record, from either place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a miss, torn, or of somebody else")
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
        public void move() {
            rig.compact();
            rig.putOther();
        }

        @Arbiter
        public void end() {
            rig.giveBack();
        }
    }

    /** The new location is published before the record has been copied there. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the record")
    @Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "what stood there before")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        public Control() {
            rig.put(Rig.A);
        }

        @Actor
        public void read(I_Result result) {
            rig.skew();
            result.r1 = rig.get();
        }

        @Actor
        public void move() {
            new Weakened(rig).moveTooEarly();
        }

        @Arbiter
        public void end() {
            rig.giveBackIfWhole();
        }
    }
}
