package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A touch changes the expiry time in place while the record is moved; the mover copies that field again under the bucket's lock. */
public final class TouchAgainstRelocation {
    /** So soon that the record is not moved for its sake, and not within the time that a JVM takes for the test. */
    private static final long TOUCHED = System.currentTimeMillis() + 30 * 60_000;

    private TouchAgainstRelocation() {
    }

    /** Two places for a record that is nothing but its expiry time. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the touch holds")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the touch is lost")
    @State
    public static class Model {
        private final int[] expireAt = new int[2];
        private final ModelBucket bucket = new ModelBucket(0);

        @Actor
        public void touch(ZI_Result result) {
            bucket.lock();
            expireAt[bucket.word] = 1;
            bucket.unlock();
            result.r1 = true;
        }

        @Actor
        public void move() {
            expireAt[1] = expireAt[0];
            bucket.lock();
            expireAt[1] = expireAt[0];
            bucket.word = 1;
            bucket.unlock();
        }

        @Arbiter
        public void end(ZI_Result result) {
            result.r2 = expireAt[bucket.word];
        }
    }

    private static void judge(Rig rig, ZI_Result result) {
        result.r2 = rig.expireAt() == TOUCHED ? 1 : 0;
    }

    /** {@link Keyspace#touch} while the reclaimer moves the record. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the touch holds")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the touch is lost")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.put(Rig.A);
        }

        @Actor
        public void touch(ZI_Result result) {
            rig.skew();
            result.r1 = rig.keyspace().touch(rig.key(), Expiry.ETERNAL, TOUCHED);
        }

        @Actor
        public void move() {
            rig.compact();
        }

        @Arbiter
        public void end(ZI_Result result) {
            judge(rig, result);
            rig.giveBack();
        }
    }

    /** The mover copies the expiry time only once, without the lock. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the touch holds")
    @Outcome(id = "true, 0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "the touch is lost")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        public Control() {
            rig.put(Rig.A);
        }

        @Actor
        public void touch(ZI_Result result) {
            rig.skew();
            result.r1 = rig.keyspace().touch(rig.key(), Expiry.ETERNAL, TOUCHED);
        }

        @Actor
        public void move() {
            new Weakened(rig).moveCopyingOnce();
        }

        @Arbiter
        public void end(ZI_Result result) {
            judge(rig, result);
            rig.giveBackIfWhole();
        }
    }
}
