package org.varve.jcache.internal.coding;

import org.varve.codec.EncodeBuffer;
import org.varve.store.StoreKey;
import org.varve.store.ValueBuffer;

/** The reusable buffers of one operation under way; owned by it until {@link #close()} hands them back to their pool. */
public final class Scratch implements AutoCloseable {
    /** Buffers that have grown beyond this many bytes are left to the garbage collector. */
    static final int KEEP_LIMIT = 64 << 10;

    private final ScratchPool pool;
    private final EncodeBuffer keyBytes = new EncodeBuffer();
    private final EncodeBuffer valueBytes = new EncodeBuffer();
    private final StoreKey key = new StoreKey();
    private final ValueBuffer found = new ValueBuffer();

    Scratch(ScratchPool pool) {
        this.pool = pool;
    }

    /** The operation's key; refers to the bytes in {@link #keyBytes()}. */
    public StoreKey key() {
        return key;
    }

    EncodeBuffer keyBytes() {
        return keyBytes;
    }

    /** The encoding of the value that the operation brings along. */
    public EncodeBuffer value() {
        return valueBytes;
    }

    /** What the operation found in the store. */
    public ValueBuffer found() {
        return found;
    }

    boolean isSmall() {
        return keyBytes.array().length <= KEEP_LIMIT && valueBytes.array().length <= KEEP_LIMIT
                && found.bytes().length <= KEEP_LIMIT;
    }

    @Override
    public void close() {
        // The comparison of a non-canonical key refers to the caller's object: a pooled buffer must not keep it alive.
        key.setCanonical(keyBytes.array(), 0);
        pool.release(this);
    }
}
