package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicInteger;
import org.varve.store.memory.PaddedObject;

/**
 * What a slot of the {@link SegmentTable} holds. Made when the slot is first used and kept for its later lives.
 *
 * <p>{@code state} and the counters change by atomic operations. The plain fields are written by whoever owns the segment at that time (the head that has it
 * open, the reclaimer that has claimed it) and are seen by others through {@code state}, or through the bucket lock of an entry that names a record in
 * it. Where they are read without either, for a figure or to nominate a victim, a stale value does no harm.
 */
final class Segment extends PaddedObject {
    final LiveCounter live;
    /** Live bytes of records that can expire, by when. */
    final ExpiryBuckets expiry = new ExpiryBuckets();
    /** Distinguishes this life of the slot from all others of the store. */
    long sequence;
    /** Place in the stream: the oldest has the lowest. */
    long order;
    Stream stream = Stream.WINDOW;
    int first;
    int last;
    int blocks;
    /** Where in the first block the first record begins: behind one that began in a block which has been given back. */
    int begin;
    /** Bytes along the blocks up to which there are records. */
    long end;
    /** How often somebody has waited in vain for its account to come to zero. */
    int waitsInVain;
    /** A sweep has taken records out that are still on the account: written by who sweeps. */
    private volatile boolean gathered;
    private final AtomicInteger state = new AtomicInteger();

    Segment(LiveCounter live) {
        this.live = live;
    }

    /** Takes records off the account that expire in the same bucket as {@code expireAt}. */
    void lower(long bytes, long expireAt) {
        // In this order: an account of 0 is one of which nothing is left to be changed.
        if (expireAt != SegmentTable.ETERNAL) {
            expiry.subtract(expireAt, bytes);
        }
        live.lower(bytes);
    }

    boolean isGathered() {
        return gathered;
    }

    void setGathered(boolean gathered) {
        this.gathered = gathered;
    }

    SegmentState state() {
        return SegmentState.of(state.get());
    }

    boolean transition(SegmentState from, SegmentState to) {
        return state.compareAndSet(from.ordinal(), to.ordinal());
    }
}
