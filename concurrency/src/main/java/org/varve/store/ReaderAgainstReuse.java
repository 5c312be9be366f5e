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

/** A block is used again at once; its entries' buckets had their versions raised before, so a reader that sees new bytes throws them away. */
public final class ReaderAgainstReuse {
    private ReaderAgainstReuse() {
    }

    /** Slot 0 is empty, any other the index of a record of two ints. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the record")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "a miss")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "disturbed: the reader tries again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "torn, or of somebody else")
    @State
    public static class Model {
        private final int[] memory = {0, 0, 1, 1};
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
        public void removeAndReuse() {
            bucket.lock();
            bucket.word = 0;
            bucket.unlock();
            VarHandle.releaseFence();
            memory[2] = 7;
            memory[3] = 7;
        }
    }

    /** {@link Keyspace#get} while the mapping is removed, its segment freed, and another record written in the same place. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the record")
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "a miss")
    @Outcome(expect = Expect.FORBIDDEN, desc = "torn, or of somebody else")
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
        public void removeAndReuse() {
            rig.remove();
            rig.compact();
            rig.putOther();
        }

        @Arbiter
        public void end() {
            rig.giveBack();
        }
    }

    /** The reader does not look at the version again. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "the record, or a miss")
    @Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "torn, or of somebody else")
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
        public void removeAndReuse() {
            rig.remove();
            rig.compact();
            rig.putOther();
        }

        @Arbiter
        public void end() {
            rig.giveBackIfWhole();
        }
    }
}
