package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicInteger;
import org.varve.store.memory.Backoff;
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
    final ExpiryBuckets expiry;
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
    private int waitsInVain;
    /** Whose the first record is; null before there is one. All that go unread are the same cache's. */
    private ByteAccount cache;
    /**
     * Records that a sweep took out unread and whose bytes are still on the account. Written by who sweeps before it lowers the count of a closed segment's records; by who has claimed the segment once no
     * record is left; by who opens it.
     */
    private long unread;
    /** A sweep has taken records out that are still on the account: written by who sweeps. */
    private volatile boolean gathered;
    private final AtomicInteger state = new AtomicInteger();

    Segment(LiveCounter live, ExpiryBuckets expiry) {
        this.live = live;
        this.expiry = expiry;
    }

    /** A new life begins. */
    void open(long firstExpiry, long now) {
        expiry.open(firstExpiry, now);
        unread = 0;
        waitsInVain = 0;
    }

    /** The life ends. A slot that is free holds nothing of a cache. */
    void end() {
        cache = null;
    }

    ByteAccount cache() {
        return cache;
    }

    /** Puts a record on the account. */
    void raise(long bytes, long expireAt, ByteAccount of) {
        if (cache != of) {
            share(of);
        }
        live.raise(bytes);
        if (expireAt == SegmentTable.ETERNAL) {
            expiry.neverAllExpired();
        } else {
            expiry.add(expireAt, bytes);
        }
    }

    private void share(ByteAccount of) {
        if (cache == null) {
            cache = of;
        } else {
            // From now on none goes unread: what would be left on the account could be anybody's.
            expiry.neverAllExpired();
        }
    }

    /** Takes a record off the account. */
    void lower(long bytes, long expireAt) {
        lowerBy(LiveCounter.sum(1, bytes), expireAt);
    }

    /** Takes records off the account that expire in the same bucket as {@code expireAt}. */
    void lowerBy(long sum, long expireAt) {
        // In this order: an account of 0 is one of which nothing is left to be changed.
        if (expireAt != SegmentTable.ETERNAL) {
            expiry.subtract(expireAt, LiveCounter.bytes(sum));
        }
        live.lowerBy(sum);
    }

    /** So many records were taken out unread. Only for who sweeps. */
    void lowerUnread(long records) {
        // Before: who finds no record left knows why there are bytes.
        unread += records;
        live.lowerBy(LiveCounter.sum(records, 0));
    }

    /** Bytes of records that an entry names, and, as long as there is one, of those that were taken out unread; below 0 if the account is wrong. */
    long live() {
        long sum = live.get();
        return sum < 0 ? sum : LiveCounter.records(sum) == 0 ? 0 : LiveCounter.bytes(sum);
    }

    long records() {
        return LiveCounter.records(live.get());
    }

    /** Records that were taken out unread and whose bytes are still on the account. */
    long unread() {
        return unread;
    }

    /**
     * Waits until nothing is left alive. Only for who has claimed the segment.
     *
     * @param mostWaits how often to look at the account again
     * @return false if it was in vain, or nobody is to be waited for
     */
    boolean awaitZero(int mostWaits) {
        for (int tries = 0; live() > 0; tries++) {
            if (gathered) {
                return false;
            }
            if (tries >= mostWaits) {
                // An interrupted thread has not slept, so its waiting was much shorter.
                waitsInVain += Thread.currentThread().isInterrupted() ? 0 : 1;
                return false;
            }
            Backoff.pause(tries);
        }
        return live() == 0;
    }

    int waitsInVain() {
        return waitsInVain;
    }

    /** What is on the account, for an error. */
    String account() {
        long sum = live.get();
        return LiveCounter.records(sum) + " records of " + LiveCounter.bytes(sum) + " bytes, " + expiry.mortal() + " by expiry time; " + unread + " went unread";
    }

    /**
     * Takes off the accounts what was taken out unread, once no record is left: so that is all that is still on them. Only for who has claimed the segment.
     *
     * @return bytes; -1 if the account is wrong
     */
    long settle() {
        long left = live.get();
        if (left != expiry.mortal() || (left != 0) != (unread != 0)) {
            return -1;
        }
        if (left != 0) {
            // The only one that may fail, for want of memory: then nothing has been done.
            cache.grown(-left);
            expiry.clear();
            live.lowerBy(left);
            unread = 0;
        }
        return left;
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
