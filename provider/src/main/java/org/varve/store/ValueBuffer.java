package org.varve.store;

/** Receives a value's bytes and its expiry time. Reusable, grows as needed, not thread safe. */
public final class ValueBuffer {
    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int length;
    private long expireAt = Expiry.ETERNAL;

    /** The value's bytes are {@code bytes()[0 .. length())}; the array is this buffer's own and will be overwritten. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Expiry time of the mapping that was read, see {@link Expiry}. */
    public long expireAt() {
        return expireAt;
    }
}
