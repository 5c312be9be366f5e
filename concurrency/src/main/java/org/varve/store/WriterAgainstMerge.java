package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A writer that derived its bucket before a merge reads the table again once it has the lock: the cell may be no bucket any more. */
public final class WriterAgainstMerge {
    private WriterAgainstMerge() {
    }

    /** As in {@link ReaderAgainstMerge.Model}, with a key that is not there at first. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "in the bucket where it is looked for")
    @Outcome(expect = Expect.FORBIDDEN, desc = "in a cell where nobody looks")
    @State
    public static class Model {
        private final ModelTable table = new ModelTable(0);

        public Model() {
            table.split();
        }

        @Actor
        public void write() {
            table.write(1);
        }

        @Actor
        public void merge() {
            table.merge();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = table.read();
        }
    }

    /** {@link Keyspace#put} of a new key while its bucket is merged. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "in the bucket where it is looked for")
    @Outcome(expect = Expect.FORBIDDEN, desc = "in a cell where nobody looks")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.splitTwice();
        }

        @Actor
        public void write() {
            rig.put(Rig.A);
        }

        @Actor
        public void merge() {
            rig.merge();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = rig.get();
            rig.giveBack();
        }
    }

    /** The writer does not read the table again. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "in the bucket where it is looked for")
    @Outcome(id = "0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "in a cell where nobody looks")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        public Control() {
            rig.splitTwice();
        }

        @Actor
        public void write() {
            new Weakened(rig).putWhereItBelonged();
        }

        @Actor
        public void merge() {
            rig.merge();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = rig.get();
            rig.giveBackIfWhole();
        }
    }
}
