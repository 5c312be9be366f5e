package org.varve.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A record that no entry names any more is marked dead before its bucket is unlocked, and whoever empties its segment goes by the mark. Its bytes are taken off
 * the account of the segment that it was in, though its block may belong to another by then, and the segment's slot is not used again before.
 */
public final class MarkAgainstReclaim {
    private MarkAgainstReclaim() {
    }

    /** One record in the one block of segment 0. The block comes to segment 1, then the slot 0 to another segment; each gets a record of its own. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "emptied; both have their new record")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "the record was alive when it was looked at")
    @Outcome(expect = Expect.FORBIDDEN, desc = "taken off another segment's account")
    @State
    public static class Model {
        private static final VarHandle DEAD;

        static {
            try {
                DEAD = MethodHandles.lookup().findVarHandle(Model.class, "dead", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final ModelBucket bucket = new ModelBucket(1);
        private final int[] owner = new int[1];
        private final AtomicIntegerArray live = new AtomicIntegerArray(new int[] {1, 0});
        private int dead;

        @Actor
        public void remove() {
            bucket.lock();
            bucket.word = 0;
            int segment = owner[0];
            VarHandle.releaseFence();
            DEAD.setOpaque(this, 1);
            live.getAndDecrement(segment);
            bucket.unlock();
        }

        @Actor
        public void reclaim() {
            if ((int) DEAD.getOpaque(this) == 0 && isNamed()) {
                return;
            }
            VarHandle.acquireFence();
            owner[0] = 1;
            live.getAndIncrement(1);
            while (live.get(0) != 0) {
                Thread.onSpinWait();
            }
            live.getAndIncrement(0);
        }

        private boolean isNamed() {
            bucket.lock();
            boolean named = bucket.word != 0;
            bucket.unlock();
            return named;
        }

        @Arbiter
        public void end(II_Result result) {
            result.r1 = live.get(0);
            result.r2 = live.get(1);
        }
    }

    /** {@link Keyspace#remove}, slow at the mark, while the segment is emptied, its blocks are used again, then its slot. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "each account has what is in its segment")
    @Outcome(expect = Expect.FORBIDDEN, desc = "taken off another segment's account")
    @State
    public static class Real {
        private final SlicedRig rig = SlicedRig.take();

        @Actor
        public void remove() {
            rig.remove();
        }

        @Actor
        public void reclaim() {
            rig.emptyFirstSlice();
            rig.emptyAll();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = rig.judge();
            rig.giveBack(result.r1);
        }
    }

    /** The segment is looked up after the record was marked. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "each account has what is in its segment")
    @Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "taken off another segment's account")
    @State
    public static class Control {
        private final SlicedRig rig = SlicedRig.take();

        @Actor
        public void remove() {
            rig.removeLookingLate();
        }

        @Actor
        public void reclaim() {
            rig.emptyFirstSlice();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = rig.judge();
            rig.giveBack(result.r1);
        }
    }
}
