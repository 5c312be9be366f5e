package org.varve.store.tuning;

import java.util.Arrays;
import org.varve.store.policy.Score;

/** Keys by their hashes, each in a slot as long as some miniature holds it. For one thread at a time. */
final class SampledKeys {
    /** No slot. */
    static final short NONE = -1;
    private static final long MIX = 0xD6E8_FEB8_6659_FD93L;

    private final Score score;
    private final long[] hash;
    private final int[] size;
    private final int[] scoreOfSize;
    private final long[] expireAt;
    private final byte[] holders;
    /** The next in the chain of a bucket, or of free slots. */
    private final short[] next;
    private final short[] firstOfBucket;
    private short free;
    private long now;

    /** @param slots a power of two, at most {@link Short#MAX_VALUE} + 1 */
    SampledKeys(int slots, double sizeExponent) {
        score = new Score(sizeExponent);
        hash = new long[slots];
        size = new int[slots];
        scoreOfSize = new int[slots];
        expireAt = new long[slots];
        holders = new byte[slots];
        next = new short[slots];
        firstOfBucket = new short[slots];
        Arrays.fill(firstOfBucket, NONE);
        for (int slot = 0; slot < slots; slot++) {
            next[slot] = (short) (slot + 1 < slots ? slot + 1 : NONE);
        }
    }

    int slots() {
        return hash.length;
    }

    /** What expires by then is of no use any more. */
    void setNow(long millis) {
        now = millis;
    }

    /** The key's slot, or {@link #NONE}. */
    int find(long key) {
        int slot = firstOfBucket[bucketOf(key)];
        while (slot != NONE && hash[slot] != key) {
            slot = next[slot];
        }
        return slot;
    }

    /** Gives a key that has none a slot, which nobody holds yet; {@link #NONE} if none is free. */
    int add(long key) {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
            int bucket = bucketOf(key);
            next[slot] = firstOfBucket[bucket];
            firstOfBucket[bucket] = (short) slot;
            hash[slot] = key;
            holders[slot] = 0;
        }
        return slot;
    }

    /** What is known of a key now, whose size must not change while a miniature holds it. */
    void describe(int slot, int bytes, long expiresAt) {
        size[slot] = bytes;
        scoreOfSize[slot] = score.ofSize(bytes);
        expireAt[slot] = expiresAt;
    }

    void hold(int slot) {
        holders[slot]++;
    }

    /** Somebody does not hold it any more; the last one gives the slot back. */
    void drop(int slot) {
        if (--holders[slot] == 0) {
            int bucket = bucketOf(hash[slot]);
            if (firstOfBucket[bucket] == slot) {
                firstOfBucket[bucket] = next[slot];
            } else {
                int before = firstOfBucket[bucket];
                while (next[before] != slot) {
                    before = next[before];
                }
                next[before] = next[slot];
            }
            next[slot] = free;
            free = (short) slot;
        }
    }

    boolean isHeld(int slot) {
        return holders[slot] != 0;
    }

    long hash(int slot) {
        return hash[slot];
    }

    int size(int slot) {
        return size[slot];
    }

    long expireAt(int slot) {
        return expireAt[slot];
    }

    /** By the frequency, and what its size makes of that. */
    int score(int slot, int frequency) {
        return Score.ofFrequency(frequency) - scoreOfSize[slot];
    }

    boolean isExpired(int slot) {
        return expireAt[slot] <= now;
    }

    private int bucketOf(long key) {
        return (int) (key * MIX >>> Integer.SIZE) & firstOfBucket.length - 1;
    }

    /** Each slot is held so often, and found if it is, and all others are free. */
    void verify(int[] expected) {
        int unused = 0;
        for (int slot = free; slot != NONE; slot = next[slot]) {
            unused++;
        }
        int used = 0;
        for (int slot = 0; slot < expected.length; slot++) {
            used += expected[slot] > 0 ? 1 : 0;
            if (holders[slot] != expected[slot] || expected[slot] > 0 && find(hash[slot]) != slot) {
                throw new AssertionError("slot " + slot + " is held " + holders[slot] + " times instead of " + expected[slot]);
            }
        }
        if (used + unused != expected.length) {
            throw new AssertionError(used + " slots are used and " + unused + " are free of " + expected.length);
        }
    }
}
