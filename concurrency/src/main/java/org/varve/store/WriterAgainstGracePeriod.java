package org.varve.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Memory is made unreachable, a grace period passes, it gets another use: nobody who found it before may still write to it. A writer raises the counter of
 * the parity that it read, and is inside only if the parity is still the same; so one flip, and one wait for the counters of the old parity, are
 * enough. Two grace periods follow each other because a parity read before the first is what a counter raised during the second goes by.
 */
public final class WriterAgainstGracePeriod {
    /** What became of the writer. */
    private static final int TOO_LATE_TO_FIND = 0;
    private static final int WROTE = 1;
    private static final int DAMAGED = 2;

    private WriterAgainstGracePeriod() {
    }

    /** What both write to. */
    private static final class Target {
        private static final int OF_WRITER = 1;
        private static final int OF_NEW_OWNER = 2;

        private volatile boolean reachable = true;
        private boolean found;
        private int content;

        /** To be called inside. */
        void write() {
            if (reachable) {
                found = true;
                Weakened.pause();
                content = OF_WRITER;
            }
        }

        void hide() {
            reachable = false;
        }

        void giveAnotherUse() {
            content = OF_NEW_OWNER;
        }

        int outcome() {
            if (content != OF_NEW_OWNER) {
                return DAMAGED;
            }
            return found ? WROTE : TOO_LATE_TO_FIND;
        }
    }

    /** One counter per parity, and only what a grace period needs if no earlier one was given up. */
    private static final class ModelGuard {
        private final AtomicInteger parity = new AtomicInteger();
        private final AtomicIntegerArray pins = new AtomicIntegerArray(2);

        int enter(boolean looksAgain) {
            while (true) {
                int seen = parity.get();
                Weakened.pause();
                pins.incrementAndGet(seen);
                if (!looksAgain || parity.get() == seen) {
                    return seen;
                }
                pins.decrementAndGet(seen);
            }
        }

        void exit(int pin) {
            pins.decrementAndGet(pin);
        }

        void await() {
            int old = parity.get();
            parity.set(old ^ 1);
            while (pins.get(old) != 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** The guard in small. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "not found any more, or written before the memory got another use")
    @Outcome(expect = Expect.FORBIDDEN, desc = "written to what is somebody else's")
    @State
    public static class Model {
        private final Target target = new Target();
        private final ModelGuard guard = new ModelGuard();

        @Actor
        public void write() {
            int pin = guard.enter(true);
            target.write();
            guard.exit(pin);
        }

        @Actor
        public void reuse() {
            guard.await();
            target.hide();
            guard.await();
            target.giveAnotherUse();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = target.outcome();
        }
    }

    /** {@link AccessGuard#enterWrite} against {@link AccessGuard#await}. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "not found any more, or written before the memory got another use")
    @Outcome(expect = Expect.FORBIDDEN, desc = "written to what is somebody else's, or no end of the wait")
    @State
    public static class Real {
        private static final int GAVE_UP = -1;

        private final Target target = new Target();
        private final AccessGuard guard = new AccessGuard("grace", true, 1) {
            @Override
            int raise(int seat) {
                Weakened.pause();
                return super.raise(seat);
            }
        };
        private boolean gaveUp;

        @Actor
        public void write() {
            int pin = guard.enterWrite();
            target.write();
            guard.exit(pin);
        }

        @Actor
        public void reuse() {
            gaveUp = !guard.await();
            target.hide();
            gaveUp |= !guard.await();
            target.giveAnotherUse();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = gaveUp ? GAVE_UP : target.outcome();
        }
    }

    /** The writer does not look at the parity again once its counter is raised. */
    @JCStressTest
    @Outcome(id = {"0", "1"}, expect = Expect.ACCEPTABLE, desc = "not found any more, or written before the memory got another use")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE_INTERESTING, desc = "written to what is somebody else's")
    @Outcome(expect = Expect.FORBIDDEN, desc = "not what this control is about")
    @State
    public static class Control {
        private final Target target = new Target();
        private final ModelGuard guard = new ModelGuard();

        @Actor
        public void write() {
            int pin = guard.enter(false);
            target.write();
            guard.exit(pin);
        }

        @Actor
        public void reuse() {
            guard.await();
            Weakened.pause();
            target.hide();
            guard.await();
            target.giveAnotherUse();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = target.outcome();
        }
    }
}
