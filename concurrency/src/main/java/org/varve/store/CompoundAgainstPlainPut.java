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
 * A compound operation puts B if it finds nothing; somebody puts A. A compound operation raises a counter before it looks; a plain writer reads the
 * counter while it holds the bucket, and queues for the key's lock if it is raised. First what the compound operation saw, then what is there in the end.
 */
public final class CompoundAgainstPlainPut {
    private CompoundAgainstPlainPut() {
    }

    /** 1 is A, 2 is B. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "A replaced B")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "A was there first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A was put between look and write, and is lost")
    @State
    public static class Model {
        private final ModelBucket bucket = new ModelBucket(0);
        private final AtomicInteger compound = new AtomicInteger();
        private final ReentrantLock key = new ReentrantLock();

        @Actor
        public void putIfAbsent(II_Result result) {
            compound.incrementAndGet();
            VarHandle.fullFence();
            key.lock();
            result.r1 = look();
            if (result.r1 == 0) {
                store(2);
            }
            key.unlock();
            compound.decrementAndGet();
        }

        private int look() {
            while (true) {
                long seen = bucket.beginRead();
                int word = bucket.word;
                if (bucket.endRead(seen)) {
                    return word;
                }
            }
        }

        private void store(int word) {
            bucket.lock();
            bucket.word = word;
            bucket.unlock();
        }

        @Actor
        public void put() {
            bucket.lock();
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

    /** Under the key's lock: what {@link LockedKey} is for. Returns what it saw. */
    private static int putIfAbsent(LockedKey locked) {
        if (locked.contains() == Presence.LIVE) {
            return Rig.INTACT_A;
        }
        locked.put(Rig.value(Rig.B), 0, Rig.LENGTH, Expiry.ETERNAL, Expiry.ETERNAL);
        return Rig.ABSENT;
    }

    /** {@link Keyspace#lock} against {@link Keyspace#put}. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "A replaced B")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "A was there first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "A was put between look and write, and is lost")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        @Actor
        public void compound(II_Result result) {
            rig.skew();
            try (LockedKey locked = rig.keyspace().lock(rig.key())) {
                result.r1 = putIfAbsent(locked);
            }
        }

        @Actor
        public void put() {
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
    @Outcome(id = {"0, 1", "1, 1"}, expect = Expect.ACCEPTABLE, desc = "A was put before or after")
    @Outcome(id = "0, 2", expect = Expect.ACCEPTABLE_INTERESTING, desc = "A was put between look and write, and is lost")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Rig rig = Rig.take();

        @Actor
        public void compound(II_Result result) {
            rig.skew();
            result.r1 = rig.get();
            Weakened.pause();
            Weakened.pause();
            if (result.r1 == Rig.ABSENT) {
                try (LockedKey locked = rig.keyspace().lock(rig.key())) {
                    locked.put(Rig.value(Rig.B), 0, Rig.LENGTH, Expiry.ETERNAL, Expiry.ETERNAL);
                }
            }
        }

        @Actor
        public void put() {
            rig.put(Rig.A);
        }

        @Arbiter
        public void end(II_Result result) {
            result.r2 = rig.get();
            rig.giveBackIfWhole();
        }
    }
}
