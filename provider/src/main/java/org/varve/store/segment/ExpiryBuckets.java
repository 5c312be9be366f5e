package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Live bytes of one segment by the time at which they expire. So it is known how much of the segment has expired without looking at a record. Bytes that never expire are in
 * no bucket.
 *
 * <p>The buckets are a ring: the time that one stands for comes round again after {@value #BUCKETS} of them, and the expiry time alone says which it is. Their width, fixed when the segment opens, is an
 * eighth to a sixteenth of the first record's remaining life, so those that live as long have expiry times in a quarter of the ring at any moment, even if they are given more time
 * again and again. Each bucket knows the latest time that was added to it, and has expired once that has come: what was put together is noticed to the millisecond, and
 * what goes on being used hides at most a quarter of what has expired beside it, at any moment another. Only an expiry time that is further away than a quarter of the ring hides more, for longer.
 *
 * <p>Each change is made under the lock of the bucket whose entry names the record (what a sweep takes off, later), but a sum over several counters is not: a touch moves bytes from one to
 * another while they are added up. Sums nominate; the entries decide, or, of a segment all of which has expired, the last of all times.
 */
final class ExpiryBuckets {
    private static final int BUCKETS = 64;
    /** Buckets of a life. */
    private static final int STEPS_PER_LIFE = BUCKETS / 4;
    private static final int MIN_SHIFT = 7;
    /** With wider buckets there is no time beyond a quarter of the ring. */
    private static final int MAX_SHIFT = 58;
    /** Of a segment whose first record never expires. */
    private static final long GUESSED_LIFE = 60 * 60_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicLongArray bytes = new AtomicLongArray(BUCKETS);
    private final AtomicLongArray latest = new AtomicLongArray(BUCKETS);
    /** A bit for each bucket that something was ever added to. */
    private final AtomicLong used = new AtomicLong();
    /** At {@link #slot}: no record that was ever in this segment expires later. Of all segments together, for who asks for one after the other. */
    private final AtomicLongArray last;
    private final int slot;
    private long first;
    private int stepShift;
    /** A quarter of the ring. */
    private long longestLife;

    ExpiryBuckets(AtomicLongArray lastOfSlots, int slot) {
        this.last = lastOfSlots;
        this.slot = slot;
    }

    /**
     * A new life begins; the counters are 0.
     *
     * @param firstExpiry expiry time of the first record, or a guess at what others will have
     * @param now         milliseconds, like all times here
     */
    void open(long firstExpiry, long now) {
        first = firstExpiry;
        long life = firstExpiry == NEVER ? GUESSED_LIFE : firstExpiry <= now ? 0 : firstExpiry - now;
        int ceilingOfLog = Long.SIZE - Long.numberOfLeadingZeros(life / STEPS_PER_LIFE);
        stepShift = Math.min(MAX_SHIFT, Math.max(MIN_SHIFT, ceilingOfLog));
        longestLife = stepShift == MAX_SHIFT ? NEVER : (long) STEPS_PER_LIFE << stepShift;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            latest.set(bucket, Long.MIN_VALUE);
        }
        used.set(0);
        last.set(slot, Long.MIN_VALUE);
    }

    /** False if a record with this expiry time would hide for long that others have expired. */
    boolean covers(long expireAt, long now) {
        return expireAt <= now || expireAt - now <= longestLife;
    }

    private int bucketOf(long expireAt) {
        return (int) (expireAt >> stepShift) & BUCKETS - 1;
    }

    /** The width of a bucket is two to this power, in milliseconds; fixed until the next {@link #open}. */
    int stepShift() {
        return stepShift;
    }

    void add(long expireAt, long size) {
        int bucket = bucketOf(expireAt);
        // Both before the bytes: who sees them also sees that they live so long.
        use(bucket);
        if (latest.get(bucket) < expireAt) {
            // First the last of all: who finds the latest of a bucket high enough does not look at it.
            raiseLast(expireAt);
            raiseLatest(bucket, expireAt);
        }
        bytes.getAndAdd(bucket, size);
    }

    /** From now on it is not known when all will have expired: one never does, or another cache's is among them. */
    void neverAllExpired() {
        if (last.get(slot) != NEVER) {
            last.set(slot, NEVER);
        }
    }

    private void raiseLast(long expireAt) {
        long known = last.get(slot);
        while (known < expireAt && !last.compareAndSet(slot, known, expireAt)) {
            known = last.get(slot);
        }
    }

    /** A loop rather than a function: nothing may be linked or allocated while a bucket is locked. */
    private void use(int bucket) {
        long known = used.get();
        while ((known >>> bucket & 1) == 0 && !used.compareAndSet(known, known | 1L << bucket)) {
            known = used.get();
        }
    }

    private void raiseLatest(int bucket, long expireAt) {
        long known = latest.get(bucket);
        while (known < expireAt && !latest.compareAndSet(bucket, known, expireAt)) {
            known = latest.get(bucket);
        }
    }

    void subtract(long expireAt, long size) {
        bytes.getAndAdd(bucketOf(expireAt), -size);
    }

    /** Bytes that have certainly expired at {@code now}, if nothing was added or touched meanwhile. */
    long expired(long now) {
        long sum = 0;
        for (long left = used.get(); left != 0; left &= left - 1) {
            int bucket = Long.numberOfTrailingZeros(left);
            // The bytes first: who adds some raises the time before.
            long inBucket = inBucket(bucket);
            sum += latest.get(bucket) <= now ? inBucket : 0;
        }
        return sum;
    }

    /** Bytes that will expire some day. */
    long mortal() {
        long sum = 0;
        for (long left = used.get(); left != 0; left &= left - 1) {
            sum += inBucket(Long.numberOfTrailingZeros(left));
        }
        return sum;
    }

    /** When more will have expired than at {@code now}; {@link Long#MAX_VALUE} if never. If it is empty, the record to be expected is about to be added. */
    long nextExpiry(long now) {
        long next = NEVER;
        boolean empty = true;
        for (long left = used.get(); left != 0; left &= left - 1) {
            int bucket = Long.numberOfTrailingZeros(left);
            if (inBucket(bucket) != 0) {
                empty = false;
                next = latest.get(bucket) > now ? Math.min(next, latest.get(bucket)) : next;
            }
        }
        return empty && first > now ? first : next;
    }

    private long inBucket(int bucket) {
        return Math.max(0, bytes.get(bucket));
    }

    /** What is left of all has gone. Only while nobody else changes anything here. */
    void clear() {
        for (long left = used.get(); left != 0; left &= left - 1) {
            bytes.set(Long.numberOfTrailingZeros(left), 0);
        }
    }

    /** Adds a record to what the verifier compares {@link #counters} with. For a verifier. */
    void tally(long expireAt, long size, long[] into) {
        into[bucketOf(expireAt)] += size;
    }

    /** For a verifier. */
    long[] counters() {
        long[] all = new long[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            all[bucket] = inBucket(bucket);
        }
        return all;
    }
}
