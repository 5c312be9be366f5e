package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A split moves a key to another bucket; a reader that derived the old one reads the table again before it believes in a miss. */
public final class ReaderAgainstSplit {
    private ReaderAgainstSplit() {
    }

    /** Two buckets; table word 0 puts the key into the low one, 1 into the high one. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found in either bucket")
    @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "disturbed: the reader tries again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a key that was there all the time is missed")
    @State
    public static class Model {
        private final ModelTable table = new ModelTable(1);

        @Actor
        public void read(I_Result result) {
            result.r1 = table.read();
        }

        @Actor
        public void split() {
            table.split();
        }
    }

    /** {@link Keyspace#get} while the key's bucket is split. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found in either bucket")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a key that was there all the time is missed")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.put(Rig.A);
        }

        @Actor
        public void read(I_Result result) {
            result.r1 = rig.get();
        }

        @Actor
        public void split() {
            rig.split();
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
            rig.put(Rig.A);
        }

        @Actor
        public void read(I_Result result) {
            result.r1 = new Weakened(rig).get(true, false);
        }

        @Actor
        public void split() {
            rig.split();
        }

        @Arbiter
        public void end() {
            rig.giveBackIfWhole();
        }
    }
}
