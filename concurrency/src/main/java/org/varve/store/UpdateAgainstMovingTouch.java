package org.varve.store;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** A value is overwritten where it lies while a touch moves its record to others of its new time; the toucher locks the bucket only if it has not changed since the record was copied. */
public final class UpdateAgainstMovingTouch {
    /** No segment of records that never expire has a bucket for it. */
    private static final long TOUCHED = Expiry.ETERNAL - 1;

    private UpdateAgainstMovingTouch() {
    }

    /** Two places for a record that is nothing but its value and its expiry time. */
    @JCStressTest
    @Outcome(id = "true, 2, 1", expect = Expect.ACCEPTABLE, desc = "both hold")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one of them is lost")
    @State
    public static class Model {
        private final int[] value = {1, 0};
        private final int[] expireAt = {0, 0};
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
        public void touch(ZII_Result result) {
            long seen = bucket.beginRead();
            value[1] = value[0];
            if (bucket.lockIfUnchanged(seen)) {
                expireAt[1] = 1;
                bucket.word = 1;
            } else {
                bucket.lock();
                expireAt[bucket.word] = 1;
            }
            bucket.unlock();
            result.r1 = true;
        }

        @Arbiter
        public void end(ZII_Result result) {
            result.r2 = value[bucket.word];
            result.r3 = expireAt[bucket.word];
        }
    }

    private static void judge(Rig rig, ZII_Result result) {
        result.r2 = rig.get();
        result.r3 = rig.expireAt() == TOUCHED ? 1 : 0;
    }

    /** {@link Keyspace#put} of another value of the same length, which keeps the expiry time, and {@link Keyspace#touch} with one far away. */
    @JCStressTest
    @Outcome(id = "true, 2, 1", expect = Expect.ACCEPTABLE, desc = "both hold")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one of them is lost, or the value is mixed with what was there")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.put(Rig.A);
        }

        @Actor
        public void update() {
            rig.skew();
            rig.putKeepingExpiry(Rig.B);
        }

        @Actor
        public void touch(ZII_Result result) {
            result.r1 = rig.keyspace().touch(rig.key(), Expiry.ETERNAL, TOUCHED);
        }

        @Arbiter
        public void end(ZII_Result result) {
            judge(rig, result);
            rig.giveBack();
        }
    }

    /** The toucher locks the bucket whatever has become of it. */
    @JCStressTest
    @Outcome(id = "true, 2, 1", expect = Expect.ACCEPTABLE, desc = "both hold")
    @Outcome(id = {"true, 1, 1", "true, -1, 1"}, expect = Expect.ACCEPTABLE_INTERESTING, desc = "the update is lost, or mixed with what was there")
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
            rig.putKeepingExpiry(Rig.B);
        }

        @Actor
        public void touch(ZII_Result result) {
            new Weakened(rig).moveCopyingOnce();
            result.r1 = rig.keyspace().touch(rig.key(), Expiry.ETERNAL, TOUCHED);
        }

        @Arbiter
        public void end(ZII_Result result) {
            judge(rig, result);
            rig.giveBackIfWhole();
        }
    }
}
