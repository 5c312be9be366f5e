package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Live bytes of one segment by the time at which they expire, in a few buckets whose bounds are fixed when the segment opens. So it is known how much of
 * the segment has expired without looking at a record. Bytes that never expire are in none.
 *
 * <p>The bounds are an eighth of the first record's remaining life apart, or somewhat less, from the moment when the segment opens to somewhat after that record's expiry time. Whatever expires
 * later is in one more bucket. Each bucket also knows the latest expiry time that was added to it, and counts as expired once that has come: what was put at about the same time with the same time
 * to live is noticed to the millisecond, and what lives longer or shorter than others hides them for the width of a bucket at most. Only in the last
 * bucket it may be longer.
 *
 * <p>Each change is made under the lock of the bucket whose entry names the record, but a sum over several counters is not: a touch moves bytes from one to
 * another while they are added up. Sums nominate; the entries decide.
 */
final class ExpiryBuckets {
    private static final int STEPS_PER_LIFE = 8;
    /** So many steps after the first record's expiry time the last bucket begins. */
    private static final int STEPS_AFTER_FIRST = 4;
    /** A life is less than twice as many steps as it is to have, since their width is a power of two. */
    private static final int BEYOND = 2 * STEPS_PER_LIFE + STEPS_AFTER_FIRST;
    private static final long MIN_STEP = 128;
    /** Of a segment whose first record never expires. */
    private static final long GUESSED_LIFE = 60 * 60_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicLongArray bytes = new AtomicLongArray(BEYOND + 1);
    private final AtomicLongArray latest = new AtomicLongArray(BEYOND + 1);
    /** A bit for each bucket that something was ever added to. */
    private final AtomicInteger used = new AtomicInteger();
    private long first;
    /** When the first bucket begins; what expires earlier is in it, too. */
    private long base;
    /** What expires later is in the last bucket. */
    private long limit;
    /** The width of a bucket is two to this power. */
    private int stepShift;

    /**
     * A new life begins; the counters are 0.
     *
     * @param firstExpiry expiry time of the first record, or a guess at what others will have
     * @param now         milliseconds, like all times here
     */
    void open(long firstExpiry, long now) {
        first = firstExpiry;
        base = now;
        long life = firstExpiry == NEVER ? GUESSED_LIFE : Math.max(0, firstExpiry - now);
        long step = Math.max(MIN_STEP, Long.highestOneBit(life / STEPS_PER_LIFE));
        stepShift = Long.numberOfTrailingZeros(step);
        long end = now + life;
        limit = end > NEVER - 1 - STEPS_AFTER_FIRST * step ? NEVER - 1 : end + STEPS_AFTER_FIRST * step;
        for (int bucket = 0; bucket <= BEYOND; bucket++) {
            latest.set(bucket, Long.MIN_VALUE);
        }
        used.set(0);
    }

    /** False if a record with this expiry time had better go into another segment: here it might hide for long that others have expired. */
    boolean covers(long expireAt) {
        return expireAt <= limit;
    }

    private int bucketOf(long expireAt) {
        return expireAt > limit ? BEYOND : (int) Math.max(0, Math.min(expireAt - base >> stepShift, BEYOND - 1));
    }

    void add(long expireAt, long size) {
        int bucket = bucketOf(expireAt);
        // Both before the bytes: who sees them also sees that they live so long.
        use(bucket);
        raiseLatest(bucket, expireAt);
        bytes.getAndAdd(bucket, size);
    }

    /** A loop rather than a function: nothing may be linked or allocated while a bucket is locked. */
    private void use(int bucket) {
        int known = used.get();
        while ((known >>> bucket & 1) == 0 && !used.compareAndSet(known, known | 1 << bucket)) {
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
        for (int left = used.get(); left != 0; left &= left - 1) {
            int bucket = Integer.numberOfTrailingZeros(left);
            // The bytes first: who adds some raises the time before.
            long inBucket = inBucket(bucket);
            sum += latest.get(bucket) <= now ? inBucket : 0;
        }
        return sum;
    }

    /** Bytes that will expire some day. */
    long mortal() {
        long sum = 0;
        for (int left = used.get(); left != 0; left &= left - 1) {
            sum += inBucket(Integer.numberOfTrailingZeros(left));
        }
        return sum;
    }

    /** When more will have expired than at {@code now}; {@link Long#MAX_VALUE} if never. If it is empty, the record to be expected is about to be added. */
    long nextExpiry(long now) {
        long next = NEVER;
        boolean empty = true;
        for (int left = used.get(); left != 0; left &= left - 1) {
            int bucket = Integer.numberOfTrailingZeros(left);
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

    /** Adds a record to what the verifier compares {@link #counters} with. For a verifier. */
    void tally(long expireAt, long size, long[] into) {
        into[bucketOf(expireAt)] += size;
    }

    /** For a verifier. */
    long[] counters() {
        long[] all = new long[BEYOND + 1];
        for (int bucket = 0; bucket <= BEYOND; bucket++) {
            all[bucket] = inBucket(bucket);
        }
        return all;
    }
}
