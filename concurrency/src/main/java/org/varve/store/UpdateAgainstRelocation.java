package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A value is overwritten where it lies while its record is moved; the mover copies the record again under the bucket's lock if the bucket has changed since the first copy. */
public final class UpdateAgainstRelocation {
    private UpdateAgainstRelocation() {
    }

    /** Two places for a record that is nothing but its value. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the update holds")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the update is lost")
    @State
    public static class Model {
        private final int[] value = {1, 0};
        private final ModelBucket bucket = new ModelBucket(0);

        @Actor
        public void update() {
            long seen;
            int at;
            do {
                seen = bucket.beginRead();
                at = bucket.word;
            } while (!bucket.lockIfUnchanged(seen));
            value[at] = 2;
            bucket.unlock();
        }

        @Actor
        public void move() {
            long seen = bucket.beginRead();
            value[1] = value[0];
            bucket.lock();
            if (!bucket.isLockedSince(seen)) {
                value[1] = value[0];
            }
            bucket.word = 1;
            bucket.unlock();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = value[bucket.word];
        }
    }

    /** {@link Keyspace#put} of another value of the same length while the reclaimer moves the record. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the update holds")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the update is lost, or mixed with what was there")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.put(Rig.A);
        }

        @Actor
        public void update() {
            rig.skew();
            rig.put(Rig.B);
        }

        @Actor
        public void move() {
            rig.compact();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = rig.get();
            rig.giveBack();
        }
    }

    /** The mover copies the record only once, without the lock. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the update holds")
    @Outcome(id = {"1", "-1"}, expect = Expect.ACCEPTABLE_INTERESTING, desc = "the update is lost, or mixed with what was there")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        public Control() {
            rig.put(Rig.A);
        }

        @Actor
        public void update() {
            rig.skew();
            rig.put(Rig.B);
        }

        @Actor
        public void move() {
            new Weakened(rig).moveCopyingOnce();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = rig.get();
            rig.giveBackIfWhole();
        }
    }
}
