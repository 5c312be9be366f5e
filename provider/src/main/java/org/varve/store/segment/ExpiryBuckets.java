package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Live bytes of one segment by the time at which they expire, in a few buckets whose bounds are fixed when the segment opens. So it is known how much of
 * the segment has expired without looking at a record. Bytes that never expire are in none.
 *
 * <p>The bounds lie around the expiry time of the segment's first record, since what is put at about the same time with about the same time to live dies at about
 * the same time; their distance is a sixteenth of that record's remaining life. What was put or touched to expire behind the last bound is in one more bucket,
 * which counts as expired once the latest such time has come.
 *
 * <p>Each change is made under the lock of the bucket whose entry names the record, but a sum over several counters is not: a touch moves bytes from one to
 * another while they are added up. Sums nominate; the entries decide.
 */
final class ExpiryBuckets {
    /** Bounds in steps from the first record's expiry time. */
    private static final int[] BOUNDS = {-4, -1, 0, 1, 2, 4, 8};
    private static final int BEYOND = BOUNDS.length;
    /** The bucket by the number of whole steps from the first record's expiry time, from the lowest bound to the first number behind the highest. */
    private static final byte[] BUCKETS = buckets();
    private static final int STEPS_PER_LIFE = 16;
    private static final long MIN_STEP = 128;
    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicLong[] bytes = new AtomicLong[BEYOND + 1];
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
    private long first;
    private long base;
    /** The distance of the bounds is two to this power. */
    private int stepShift;

    ExpiryBuckets() {
        for (int bucket = 0; bucket <= BEYOND; bucket++) {
            bytes[bucket] = new AtomicLong();
        }
    }

    /**
     * A new life begins; the counters are 0.
     *
     * @param firstExpiry expiry time of the first record, or a guess at what others will have
     * @param now         milliseconds, like all times here
     */
    void open(long firstExpiry, long now) {
        first = firstExpiry;
        long life = Math.max(0, firstExpiry - now);
        long step = Math.max(MIN_STEP, Long.highestOneBit(life / STEPS_PER_LIFE));
        stepShift = Long.numberOfTrailingZeros(step);
        // Leaves room for the bounds on both sides of it.
        base = Math.min(firstExpiry, NEVER - BOUNDS[BEYOND - 1] * step - 1);
        latest.set(Long.MIN_VALUE);
    }

    /** False if a record with this expiry time had better go into another segment. */
    boolean covers(long expireAt) {
        return expireAt <= bound(BEYOND - 1);
    }

    /**
     * True if a record that is there already may get this expiry time and will still be found when it has come: between the outer bounds. What dies earlier than all others would be
     * noticed late, and one that lives on and on would hide that others have died.
     */
    boolean suits(long expireAt) {
        return expireAt > bound(0) && expireAt <= bound(BEYOND - 1);
    }

    private long bound(int bucket) {
        return bucket == BEYOND ? latest.get() : base + ((long) BOUNDS[bucket] << stepShift);
    }

    private int bucketOf(long expireAt) {
        // Rounded up: a time at a bound is in the bucket that the bound ends.
        long steps = -(base - expireAt >> stepShift);
        return BUCKETS[(int) Math.max(0, Math.min(steps - BOUNDS[0], BUCKETS.length - 1))];
    }

    private static byte[] buckets() {
        byte[] byStep = new byte[BOUNDS[BEYOND - 1] - BOUNDS[0] + 2];
        for (int i = 0; i < byStep.length; i++) {
            while (byStep[i] < BEYOND && BOUNDS[0] + i > BOUNDS[byStep[i]]) {
                byStep[i]++;
            }
        }
        return byStep;
    }

    void add(long expireAt, long size) {
        int bucket = bucketOf(expireAt);
        if (bucket == BEYOND) {
            // Before the bytes: who sees them also sees that they live so long.
            raiseLatest(expireAt);
        }
        bytes[bucket].getAndAdd(size);
    }

    /** A loop rather than a function: nothing may be linked or allocated while a bucket is locked. */
    private void raiseLatest(long expireAt) {
        long known = latest.get();
        while (known < expireAt && !latest.compareAndSet(known, expireAt)) {
            known = latest.get();
        }
    }

    void subtract(long expireAt, long size) {
        bytes[bucketOf(expireAt)].getAndAdd(-size);
    }

    /** Bytes that have certainly expired at {@code now}, if nothing was touched meanwhile. */
    long expired(long now) {
        long sum = 0;
        for (int bucket = 0; bucket <= BEYOND; bucket++) {
            if (bound(bucket) <= now) {
                sum += inBucket(bucket);
            }
        }
        return sum;
    }

    /** Bytes that will expire some day. */
    long mortal() {
        long sum = 0;
        for (int bucket = 0; bucket <= BEYOND; bucket++) {
            sum += inBucket(bucket);
        }
        return sum;
    }

    /** When more will have expired than at {@code now}; {@link Long#MAX_VALUE} if never. If it is empty, the record to be expected is about to be added. */
    long nextExpiry(long now) {
        long next = NEVER;
        boolean empty = true;
        for (int bucket = 0; bucket <= BEYOND; bucket++) {
            if (inBucket(bucket) != 0) {
                empty = false;
                next = bound(bucket) > now ? Math.min(next, bound(bucket)) : next;
            }
        }
        return empty && first > now ? first : next;
    }

    private long inBucket(int bucket) {
        return Math.max(0, bytes[bucket].get());
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
