package org.varve.store.tuning;

import java.util.concurrent.locks.ReentrantLock;

/**
 * How much of its capacity a store gives to entries that have proved themselves, and not to new ones: what {@link Miniatures} have found best. All methods may be called by
 * any thread. They never wait: what somebody tells while another is at it is forgotten, which concerns all miniatures alike.
 */
public final class MainShare {
    /*
     * As long as nothing has to be evicted there is nothing to find out: there are no miniatures, and no hash is of the sample. Afterwards the mask says which are; it is a plain
     * field because a get looks at it: whoever sees it late tells of a key too many or too few, of which the former is looked at again under the lock.
     */

    /** At first, and where nothing speaks for another: the best on average of the traces that it was chosen by. */
    public static final double USUAL = 0.89;

    /** An expiry time: that which the key's record had. */
    public static final long SAME = Long.MIN_VALUE;

    private static final long NOTHING = -1L;
    private static final int LEAST_KEYS = 512;
    private static final int MOST_KEYS = 4096;
    /** So much of a budget allows for one more key in each miniature: what they take is 1 % of 8 MiB, half a percent of 16 MiB and more, and never more than 632 KiB. */
    private static final int BUDGET_PER_KEY_SHIFT = 15;

    private final int keys;
    private final double sizeExponent;
    private final ReentrantLock lock = new ReentrantLock();
    private long mask = NOTHING;
    private volatile double share = USUAL;
    /** Under the lock; null at first. */
    private Miniatures miniatures;
    /** Written under the lock: there was no memory for miniatures. To ask for it at each eviction would make the collector look for it each time. */
    private boolean refused;

    /**
     * @param budget       bytes of the store
     * @param sizeExponent as for the policy that it is for
     */
    public MainShare(long budget, double sizeExponent) {
        this.keys = (int) Math.max(LEAST_KEYS, Math.min(MOST_KEYS, Long.highestOneBit(budget >>> BUDGET_PER_KEY_SHIFT)));
        this.sizeExponent = sizeExponent;
    }

    /** The share, between 0 and 1. */
    public double share() {
        return share;
    }

    /**
     * Whether the methods below want to hear of a key.
     *
     * @param hash seeded and well mixed in all its bits
     */
    public boolean isSampled(long hash) {
        return (hash & mask) == 0;
    }

    /** Whether keys are sampled, or never will be. */
    public boolean hasBegun() {
        return mask != NOTHING || refused;
    }

    /** Something will have to be evicted before long: time to get to know the keys. */
    public void begin() {
        if (lock.tryLock()) {
            try {
                make();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Something has to be evicted.
     *
     * @param live bytes of records that have not expired, which is as much as there is room for
     */
    public void full(long live) {
        if (lock.tryLock()) {
            try {
                if (make()) {
                    miniatures.setCapacity(live);
                    publish();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** False if there are none and will be none: whoever needs room must not fail for lack of heap. */
    private boolean make() {
        if (miniatures == null && !refused) {
            try {
                miniatures = new Miniatures(keys, sizeExponent);
                publish();
            } catch (OutOfMemoryError e) {
                refused = true;
            }
        }
        return miniatures != null;
    }

    /**
     * Somebody asked for a sampled key. To be called outside of any other lock and any access.
     *
     * @param hash     of the key
     * @param cache    a number of its cache: equal keys of others are other keys. The lower 24 bits count
     * @param size     bytes of the record that the store has for it, 0 if it has none
     * @param expireAt of that record; {@link Long#MAX_VALUE} for never
     * @param now      by the clock of expiry times
     */
    public void requested(long hash, int cache, long size, long expireAt, long now) {
        if (enter(hash)) {
            try {
                miniatures.requested(Miniatures.key(hash, cache), size, expireAt, now);
                publish();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * A sampled key was stored, with a new value or for the first time; otherwise like {@link #requested}.
     *
     * @param expireAt also {@link #SAME}
     */
    public void stored(long hash, int cache, long size, long expireAt, long now) {
        if (enter(hash)) {
            try {
                miniatures.stored(Miniatures.key(hash, cache), size, expireAt, now);
                publish();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A sampled key's record expires at another time now; otherwise like {@link #requested}. */
    public void touched(long hash, int cache, long expireAt) {
        if (enter(hash)) {
            try {
                miniatures.touched(Miniatures.key(hash, cache), expireAt);
                publish();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A sampled key is not there any more; otherwise like {@link #requested}. */
    public void removed(long hash, int cache) {
        if (enter(hash)) {
            try {
                miniatures.removed(Miniatures.key(hash, cache));
                publish();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether the miniatures want to hear of it; holds the lock then. */
    private boolean enter(long hash) {
        if (!lock.tryLock()) {
            return false;
        }
        boolean wanted = miniatures != null && isSampled(hash);
        if (!wanted) {
            lock.unlock();
        }
        return wanted;
    }

    /** Bytes on the Java heap. */
    public long heapBytes() {
        return mask == NOTHING ? 0 : Miniatures.heapBytes(keys);
    }

    /** Written only if changed: each get reads what is on that line. */
    private void publish() {
        if (mask != miniatures.mask()) {
            mask = miniatures.mask();
        }
        if (share != miniatures.mainShare()) {
            share = miniatures.mainShare();
        }
    }

    /** For tests: whether the books are right. */
    public void verify() {
        lock.lock();
        try {
            if (miniatures != null) {
                miniatures.verify();
            }
        } finally {
            lock.unlock();
        }
    }
}
