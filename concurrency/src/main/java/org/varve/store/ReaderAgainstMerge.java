package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A merge moves the keys of the last bucket to the one that it was split from; a reader that derived the last one reads the table again before it believes
 * in a miss, although that cell is unlocked, empty and no bucket any more.
 */
public final class ReaderAgainstMerge {
    private ReaderAgainstMerge() {
    }

    /** As in {@link ReaderAgainstSplit.Model}, the other way round. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found in either bucket")
    @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "disturbed: the reader tries again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a key that was there all the time is missed")
    @State
    public static class Model {
        private final ModelTable table = new ModelTable(1);

        public Model() {
            table.split();
        }

        @Actor
        public void read(I_Result result) {
            result.r1 = table.read();
        }

        @Actor
        public void merge() {
            table.merge();
        }
    }

    /** {@link Keyspace#get} while the key's bucket is merged. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found in either bucket")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a key that was there all the time is missed")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.splitTwice();
            rig.put(Rig.A);
        }

        @Actor
        public void read(I_Result result) {
            result.r1 = rig.get();
        }

        @Actor
        public void merge() {
            rig.merge();
        }

        @Arbiter
        public void end() {
            rig.giveBack();
        }
    }

    /** The reader does not read the table again. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found in either bucket")
    @Outcome(id = "0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "a key that was there all the time is missed")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        public Control() {
            rig.splitTwice();
            rig.put(Rig.A);
        }

        @Actor
        public void read(I_Result result) {
            result.r1 = new Weakened(rig).get(true, false);
        }

        @Actor
        public void merge() {
            rig.merge();
        }

        @Arbiter
        public void end() {
            rig.giveBackIfWhole();
        }
    }
}
