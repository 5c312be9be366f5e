package org.varve.store;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * B is there. A compound operation stores B once more if it finds B; somebody overwrites it by A where it lies. The protocol is that of {@link CompoundAgainstPlainPut}, but the
 * plain writer locks the bucket in another way, and only if nothing has changed since it looked. First what the compound operation saw, then what is there in the end.
 */
public final class CompoundAgainstUpdate {
    private CompoundAgainstUpdate() {
    }

    /** 1 is A, 2 is B. */
    @JCStressTest
    @Outcome(id = {"1, 1", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "A was put before or after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A was put between look and write, and is lost")
    @State
    public static class Model {
        private final ModelBucket bucket = new ModelBucket(2);
        private final AtomicInteger compound = new AtomicInteger();
        private final ReentrantLock key = new ReentrantLock();

        @Actor
        public void replace(II_Result result) {
            compound.incrementAndGet();
            VarHandle.fullFence();
            key.lock();
            long seen;
            do {
                seen = bucket.beginRead();
                result.r1 = bucket.word;
            } while (!bucket.endRead(seen));
            if (result.r1 == 2) {
                store(2);
            }
            key.unlock();
            compound.decrementAndGet();
        }

        private void store(int word) {
            bucket.lock();
            bucket.word = word;
            bucket.unlock();
        }

        @Actor
        public void update() {
            long seen;
            do {
                seen = bucket.beginRead();
            } while (!bucket.lockIfUnchanged(seen));
            boolean busy = compound.get() != 0;
            if (!busy) {
                bucket.word = 1;
            }
            bucket.unlock();
            if (busy) {
                key.lock();
                store(1);
                key.unlock();
            }
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = bucket.word;
        }
    }

    /** Returns what was there. */
    private static int replace(LockedKey locked) {
        ValueBuffer buffer = new ValueBuffer();
        int found = locked.get(buffer) == Presence.LIVE ? Rig.judge(buffer.bytes(), buffer.length()) : Rig.ABSENT;
        if (found == Rig.INTACT_B) {
            locked.put(Rig.value(Rig.B), 0, Rig.LENGTH, Expiry.ETERNAL, Expiry.ETERNAL);
        }
        return found;
    }

    /** {@link Keyspace#lock} against {@link Keyspace#put} of a value of the same length. */
    @JCStressTest
    @Outcome(id = {"1, 1", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "A was put before or after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A was put between look and write, and is lost")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        public Real() {
            rig.put(Rig.B);
        }

        @Actor
        public void compound(II_Result result) {
            rig.skew();
            try (LockedKey locked = rig.keyspace().lock(rig.key())) {
                result.r1 = replace(locked);
            }
        }

        @Actor
        public void update() {
            rig.put(Rig.A);
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = rig.get();
            rig.giveBack();
        }
    }

    /** The compound operation announces itself only after it has looked. */
    @JCStressTest
    @Outcome(id = {"1, 1", "2, 1"}, expect = Expect.ACCEPTABLE, desc = "A was put before or after")
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE_INTERESTING, desc = "A was put between look and write, and is lost")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        public Control() {
            rig.put(Rig.B);
        }

        @Actor
        public void compound(II_Result result) {
            rig.skew();
            result.r1 = rig.get();
            Weakened.pause();
            Weakened.pause();
            if (result.r1 == Rig.INTACT_B) {
                try (LockedKey locked = rig.keyspace().lock(rig.key())) {
                    locked.put(Rig.value(Rig.B), 0, Rig.LENGTH, Expiry.ETERNAL, Expiry.ETERNAL);
                }
            }
        }

        @Actor
        public void update() {
            rig.put(Rig.A);
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = rig.get();
            rig.giveBackIfWhole();
        }
    }
}
