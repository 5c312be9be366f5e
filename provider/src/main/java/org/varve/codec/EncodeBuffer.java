package org.varve.codec;

import java.util.Arrays;

/** A growing byte array that encoders append to. Reusable, not thread safe. */
public final class EncodeBuffer {
    private byte[] array = new byte[256];
    private int length;

    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Makes room for {@code more} bytes and returns the offset at which they begin. */
    public int reserve(int more) {
        int start = length;
        int needed = Math.addExact(start, more);
        if (needed > array.length) {
            array = Arrays.copyOf(array, Math.max(needed, (int) Math.min((long) array.length * 2, Integer.MAX_VALUE - 8)));
        }
        length = needed;
        return start;
    }
}
