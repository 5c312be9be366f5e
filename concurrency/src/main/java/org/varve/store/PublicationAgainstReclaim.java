package org.varve.store;

import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A record is published before its head is released, and a segment is closed only under its head's lock: the reclaimer finds no closed segment with a
 * record that is about to be published, and frees none under it.
 */
public final class PublicationAgainstReclaim {
    private PublicationAgainstReclaim() {
    }

    /** Two segments of one record each; a slot holds the number of the segment and 1. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the record")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the location of somebody else's record")
    @State
    public static class Model {
        private final ReentrantLock head = new ReentrantLock();
        private final ModelBucket bucket = new ModelBucket(0);
        private final int[] memory = new int[2];
        private final int[] live = new int[2];
        /** The open segment, guarded by the head's lock. */
        private int open;

        @Actor
        public void put() {
            head.lock();
            memory[open] = 1;
            bucket.lock();
            live[open]++;
            bucket.word = open + 1;
            bucket.unlock();
            head.unlock();
        }

        @Actor
        public void reclaim() {
            head.lock();
            open = 1;
            head.unlock();
            if (live[0] == 0) {
                memory[0] = 7;
            }
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = memory[bucket.word - 1];
        }
    }

    /** {@link Keyspace#put} while the reclaimer closes the open segment, frees what is dead, and somebody writes there. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the record")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the location of somebody else's record")
    @State
    public static class Real {
        private final Rig rig = Rig.take();

        @Actor
        public void put() {
            rig.skew();
            rig.put(Rig.A);
        }

        @Actor
        public void reclaim() {
            rig.compact();
            rig.putOther();
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = rig.get();
            rig.giveBack();
        }
    }

    /** The head is released after the record was appended, before it is published. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the record")
    @Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "the location of somebody else's record")
    @State
    public static class Control {
        private final Rig rig = Rig.take();
        /** The segment table found live bytes in a segment that it was freeing. */
        private boolean noticed;

        @Actor
        public void put() {
            rig.skew();
            new Weakened(rig).putWithoutHead();
        }

        @Actor
        public void reclaim() {
            Weakened.pause();
            try {
                rig.compact();
                rig.putOther();
            } catch (IllegalStateException e) {
                noticed = true;
            }
        }

        @Arbiter
        public void end(I_Result result) {
            result.r1 = noticed ? Rig.TORN : rig.get();
            rig.giveBackIfWhole();
        }
    }
}
