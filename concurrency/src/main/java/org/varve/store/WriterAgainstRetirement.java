package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Clearing puts a new index in place, retires the old one and drains it; a writer that took the old one either comes before the drain or
 * finds it retired once it has the bucket's lock. Otherwise its entry stands in cells that are given back, and its bytes stay live for ever.
 */
public final class WriterAgainstRetirement {
    private WriterAgainstRetirement() {
    }

    private static final class ModelIndex {
        private final ModelBucket bucket = new ModelBucket(0);
        private volatile boolean retired;
    }

    /** An index is one bucket and a flag. First what is in the new index, then what is left in the old one. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "put after the clear")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "put before the clear")
    @Outcome(expect = Expect.FORBIDDEN, desc = "left in the old index")
    @State
    public static class Model {
        private final ModelIndex old = new ModelIndex();
        private volatile ModelIndex current = old;

        @Actor
        public void write() {
            while (true) {
                ModelIndex index = current;
                index.bucket.lock();
                boolean usable = !index.retired;
                if (usable) {
                    index.bucket.word = 1;
                }
                index.bucket.unlock();
                if (usable) {
                    return;
                }
            }
        }

        @Actor
        public void clear() {
            current = new ModelIndex();
            old.retired = true;
            old.bucket.lock();
            old.bucket.word = 0;
            old.bucket.unlock();
        }

        @Arbiter
        public void end(II_Result result) {
            result.r1 = current.bucket.word;
            result.r2 = old.bucket.word;
        }
    }

    /** First what a read finds, then how many records are live. */
    private static void judge(Rig rig, II_Result result) {
        result.r1 = rig.get();
        result.r2 = (int) (rig.liveBytes() / Rig.LENGTH);
    }

    /** {@link Keyspace#put} during {@link Keyspace#clear}. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "put after the clear")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "put before the clear")
    @Outcome(expect = Expect.FORBIDDEN, desc = "left in the old index")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        @Actor
        public void write() {
            rig.put(Rig.A);
        }

        @Actor
        public void clear() {
            rig.keyspace().clear();
        }

        @Arbiter
        public void end(II_Result result) {
            judge(rig, result);
            rig.giveBack();
        }
    }

    /** The writer does not look whether its index has been retired. */
    @JCStressTest
    @Outcome(id = {"1, 1", "0, 0"}, expect = Expect.ACCEPTABLE, desc = "put after or before the clear")
    @Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "left in the old index")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        @Actor
        public void write() {
            new Weakened(rig).putWhereItBelonged();
        }

        @Actor
        public void clear() {
            rig.keyspace().clear();
        }

        @Arbiter
        public void end(II_Result result) {
            judge(rig, result);
            rig.giveBackIfWhole();
        }
    }
}
