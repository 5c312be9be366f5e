package org.varve.store.tuning;

/**
 * Several miniatures of a store's eviction, which differ in the share of main, play the requests for a sample of its keys with the corresponding part of its capacity
 * (Waldspurger, Saemundsson, Ahmad, Park, "Cache Modeling and Optimization using Miniature Simulations", USENIX ATC 2017). For one thread at a time.
 *
 * <p>The sample is of keys and not of requests, so that each of its keys is seen as often as in the store: those whose hashes have a number of bits clear. With one bit more
 * it is half of what it was, and what the miniatures hold of the other half is dropped; with one less it is twice as much, and they fill again.
 */
final class Miniatures {
    private static final double[] SHARES = {0.95, MainShare.USUAL, 0.75, 0.6, 0.45};
    private static final int USUAL = 1;

    /** With fewer than this part of the most keys that they may have the next larger sample is taken. */
    private static final int FEW = 5;
    /** With fewer keys nothing is decided. */
    private static final int LEAST_KEYS = 32;
    /** Most of the keys that one of them holds are held by the others as well. */
    private static final int SLOTS_PER_KEY = 2;
    /** The largest sample is one in eight: what a miniature takes must not show in a get. */
    static final int LEAST_BITS = 3;
    private static final int MOST_BITS = 40;
    /** What would take more than such a part of a miniature is left out: hardly anything beside it would be what it is in the store. */
    private static final int LARGE = 8;
    /** The bits of a key below are mixed with the cache's number. */
    private static final int FIRST_BIT = 24;
    /** Of a slot the keys' arrays take 29 bytes, and a miniature's 6. Of a key a sketch takes 8. About. */
    private static final long HEAP_BYTES_PER_KEY = SLOTS_PER_KEY * (29L + 6 * SHARES.length) + 8L * SHARES.length;
    /** Decides each time after so many requests. */
    private static final int ROUND = 256;
    private static final long MEMORY = 4096;

    private final int mostKeys;
    private final SampledKeys keys;
    private final Miniature[] miniatures = new Miniature[SHARES.length];
    private final Duels duels = new Duels(SHARES.length, MEMORY);
    private int bits = LEAST_BITS;
    private long capacity = Long.MAX_VALUE;
    private int present = USUAL;
    private int requests;
    /** The key that was requested last, and whether it was not there and has not been stored since. */
    private long last;
    private boolean isUnanswered;
    /** Since it was last decided. */
    private boolean hasEvicted;

    /**
     * @param mostKeys     of a miniature, a power of two; with fewer, which keys are among them hides what the shares make
     * @param sizeExponent as for the policy
     */
    Miniatures(int mostKeys, double sizeExponent) {
        this.mostKeys = mostKeys;
        keys = new SampledKeys(SLOTS_PER_KEY * mostKeys, sizeExponent);
        for (int i = 0; i < miniatures.length; i++) {
            miniatures[i] = new Miniature(SHARES[i], keys, new SmallSketch(mostKeys));
        }
    }

    /** What a key is called here: its hash, with a number of its cache in its lower bits. */
    static long key(long hash, int cache) {
        return hash ^ cache & (1 << FIRST_BIT) - 1;
    }

    /** Bytes on the Java heap of miniatures with so many keys at most. */
    static long heapBytes(int mostKeys) {
        return mostKeys * HEAP_BYTES_PER_KEY;
    }

    /** Which bits of a key's hash are clear if it is of the sample. */
    long mask() {
        return (1L << bits) - 1 << FIRST_BIT;
    }

    /** The best share as far as is known. */
    double mainShare() {
        return SHARES[present];
    }

    /** What the store has room for, in bytes of records. */
    void setCapacity(long bytes) {
        capacity = bytes;
        fit();
    }

    /**
     * Somebody asks for a key of the sample.
     *
     * @param key      see {@link #key}
     * @param size     bytes of the record that the store has for it, 0 if it has none
     * @param expireAt of that record in milliseconds
     * @param now      by the same clock
     * @return a bit for each miniature that would have served it
     */
    int requested(long key, long size, long expireAt, long now) {
        keys.setNow(now);
        int slot = keys.find(key);
        if (slot != SampledKeys.NONE && size == 0 && keys.isExpired(slot)) {
            removeFromAll(slot);
            slot = SampledKeys.NONE;
        }
        int served = 0;
        for (int i = 0; slot != SampledKeys.NONE && i < miniatures.length; i++) {
            served |= miniatures[i].contains(slot) ? 1 << i : 0;
        }
        // Asked again before it was stored: a second look on behalf of the same request.
        boolean isRepeated = isUnanswered && key == last;
        last = key;
        isUnanswered = size == 0;
        if (size > 0) {
            // Who asked will not store what was there, so those that do not have it would never get it.
            store(slot, key, size, expireAt);
        } else if (slot != SampledKeys.NONE) {
            useWhereHeld(slot);
        }
        if (!isRepeated) {
            duels.count(served);
            if (++requests % ROUND == 0) {
                decide();
            }
        }
        return served;
    }

    /** A key of the sample is stored. Where nothing is known of it and its expiry time is {@link MainShare#SAME}, the next request will tell. */
    void stored(long key, long size, long expireAt, long now) {
        keys.setNow(now);
        isUnanswered &= key != last;
        int slot = keys.find(key);
        long known = slot == SampledKeys.NONE ? Long.MAX_VALUE : keys.expireAt(slot);
        store(slot, key, size, expireAt == MainShare.SAME ? known : expireAt);
    }

    /** A key of the sample expires at another time. */
    void touched(long key, long expireAt) {
        int slot = keys.find(key);
        if (slot != SampledKeys.NONE) {
            keys.describe(slot, keys.size(slot), expireAt);
        }
    }

    /** A key of the sample is removed. */
    void removed(long key) {
        int slot = keys.find(key);
        if (slot != SampledKeys.NONE) {
            removeFromAll(slot);
        }
    }

    private void store(int found, long key, long size, long expireAt) {
        if (size > (capacity >>> bits) / LARGE) {
            if (found != SampledKeys.NONE) {
                removeFromAll(found);
            }
            return;
        }
        int slot = found != SampledKeys.NONE ? found : add(key);
        if (slot == SampledKeys.NONE) {
            return;
        }
        int bytes = (int) Math.min(Integer.MAX_VALUE, size);
        // Until the end, so that the slot stays its own whoever evicts it.
        keys.hold(slot);
        if (found != SampledKeys.NONE && keys.size(slot) != bytes) {
            // Written where new records are, as in the store.
            removeFromAll(slot);
        }
        keys.describe(slot, bytes, expireAt);
        for (Miniature each : miniatures) {
            if (each.contains(slot)) {
                each.use(slot);
            } else {
                each.insert(slot);
            }
        }
        fit();
        keys.drop(slot);
    }

    /** A slot for a new key; none if it is not of the sample any more. */
    private int add(long key) {
        int slot = keys.add(key);
        if (slot == SampledKeys.NONE) {
            narrow();
            fit();
            slot = (key & mask()) == 0 ? keys.add(key) : SampledKeys.NONE;
        }
        return slot;
    }

    private void fit() {
        while (evict() > mostKeys && bits < MOST_BITS) {
            narrow();
        }
    }

    /** From each what it has no room for; returns how many keys the largest has. */
    private int evict() {
        int most = 0;
        for (Miniature each : miniatures) {
            hasEvicted |= each.fit(capacity >>> bits);
            most = Math.max(most, each.entries());
        }
        return most;
    }

    private void narrow() {
        bits++;
        for (int slot = 0; slot < keys.slots(); slot++) {
            if (keys.isHeld(slot) && (keys.hash(slot) & mask()) != 0) {
                removeFromAll(slot);
            }
        }
    }

    private void useWhereHeld(int slot) {
        for (Miniature each : miniatures) {
            if (each.contains(slot)) {
                each.use(slot);
            }
        }
    }

    private void removeFromAll(int slot) {
        for (Miniature each : miniatures) {
            if (each.contains(slot)) {
                each.remove(slot);
            }
        }
    }

    private void decide() {
        int entries = miniatures[present].entries();
        if (hasEvicted && entries < mostKeys / FEW && bits > LEAST_BITS) {
            bits--;
        }
        hasEvicted = false;
        if (entries >= LEAST_KEYS) {
            present = duels.best(present);
        }
    }

    /** For tests: whether the books are right. */
    void verify() {
        int[] holders = new int[keys.slots()];
        for (Miniature each : miniatures) {
            each.verify(capacity >>> bits);
            for (int slot = 0; slot < holders.length; slot++) {
                holders[slot] += each.contains(slot) ? 1 : 0;
            }
        }
        keys.verify(holders);
    }
}
