package org.varve.codec.compression;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded pool of byte arrays that hold what was restored while it is decoded.
 */
final class BufferPool {
    /*
     * As in the pool of the operations' buffers: a thread looks at one slot, chosen by its id, and takes what is there with one exchange or makes a new array.
     * Nobody waits, a decoder that reads the cache again gets an array of its own, and a million virtual threads share the slots that there are.
     */
    private static final int SPACING = 16;
    /** Longer arrays are left to the garbage collector. */
    static final int KEEP_LIMIT = 64 << 10;
    private static final int LEAST = 4 << 10;

    private final AtomicReferenceArray<byte[]> slots;
    private final int mask;

    BufferPool() {
        int stripes = Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 8 - 1);
        mask = stripes - 1;
        slots = new AtomicReferenceArray<>(stripes * SPACING);
    }

    /** An array of at least that length with anything in it. */
    byte[] take(int length) {
        byte[] pooled = slots.getAndSet(slot(), null);
        if (pooled != null && pooled.length >= length) {
            return pooled;
        }
        // Powers of two up to the limit, so that lengths which differ a little find an array that fits.
        return new byte[length > KEEP_LIMIT ? length : Math.max(LEAST, Integer.highestOneBit(length - 1 | 1) * 2)];
    }

    /** Gives an array back that nobody reads any more. */
    void release(byte[] array) {
        if (array.length <= KEEP_LIMIT) {
            slots.setRelease(slot(), array);
        }
    }

    private int slot() {
        long id = Thread.currentThread().getId();
        return ((int) (id * 0x9E3779B97F4A7C15L >>> 40) & mask) * SPACING;
    }
}
