package org.varve.store.index;

import java.util.concurrent.atomic.LongAdder;
import org.varve.store.policy.EvictionPolicy;
import org.varve.store.segment.ByteAccount;

/** What one cache has, had and wishes, over all incarnations of its index. */
public final class CacheAccount {
    private final LongAdder evictions = new LongAdder();
    private final LongAdder expirations = new LongAdder();
    private final ByteAccount bytes = new ByteAccount();
    private final long ceiling;
    private volatile long floor;
    private volatile ExpiredListener listener;

    /** Sees an expired record before the store drops it. */
    @FunctionalInterface
    public interface ExpiredListener {
        /** Called by who reclaims memory, without a lock of a bucket; see {@code ExpiredSink} for the arguments and the result. */
        Drop expiring(byte[] key, boolean isCanonical, int keyHashCode, byte[] value);
    }

    /** A record that is about to be dropped. */
    @FunctionalInterface
    public interface Drop {
        /** Called once, by the same thread. False if somebody else had taken the record, or it lives on. */
        void done(boolean isDropped);
    }

    /** @param ceiling bytes above which its records are evicted first; {@link Long#MAX_VALUE} for none */
    public CacheAccount(long ceiling) {
        this.ceiling = ceiling;
    }

    /** Not while a bucket is locked: an adder may allocate. So the others below. */
    public void evicted() {
        evictions.increment();
    }

    /** The store dropped records of so many bytes together, and some of them for these reasons. */
    public void dropped(long size, long evicted, long expired) {
        bytes.grown(-size);
        evictions.add(evicted);
        expirations.add(expired);
    }

    /** The cache's records have become so many bytes more (or fewer). */
    public void grown(long by) {
        bytes.grown(by);
    }

    public long evictions() {
        return evictions.sum();
    }

    /** Expired mappings that the store dropped by itself. */
    public long expirations() {
        return expirations.sum();
    }

    /** On which the bytes of the cache's records are. */
    public ByteAccount byteAccount() {
        return bytes;
    }

    /** Bytes of the cache's records; exact when nothing is going on. Those of what a sweep takes out may be among them until it ends. */
    public long bytes() {
        return bytes.sum();
    }

    /** Bytes below which its records are evicted last; none at first. */
    public void setFloor(long granted) {
        floor = granted;
    }

    /** Bytes below which its records are evicted last, as granted; 0 for none. */
    public long floor() {
        return floor;
    }

    /** Bytes above which its records are evicted first; {@link Long#MAX_VALUE} for none. */
    public long ceiling() {
        return ceiling;
    }

    /** What the eviction policy adds to the frequency of this cache's records. */
    public int bias() {
        if (floor == 0 && ceiling == Long.MAX_VALUE) {
            return 0;
        }
        long now = bytes.sum();
        return now < floor ? EvictionPolicy.FAVOURED : now > ceiling ? -EvictionPolicy.FAVOURED : 0;
    }

    public void setListener(ExpiredListener expiredListener) {
        listener = expiredListener;
    }

    /** Null if nobody wants to see expired records. */
    public ExpiredListener listener() {
        return listener;
    }
}
