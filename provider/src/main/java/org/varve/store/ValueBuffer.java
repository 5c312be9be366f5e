package org.varve.store;

/** Receives a value's bytes and its expiry time. Reusable, grows as needed, not thread safe. */
public final class ValueBuffer {
    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int length;
    private long expireAt = Expiry.ETERNAL;
    /** Keeps a look ahead from being optimised away. */
    private int touched;

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

    /** Gives an array up that is larger than {@code bytes}, so that a pooled buffer does not keep a huge one. */
    public void trim(int most) {
        if (bytes.length > most) {
            bytes = NONE;
            length = 0;
        }
    }

    /** An array for {@code needed} bytes. */
    byte[] prepare(int needed) {
        if (bytes.length < needed) {
            bytes = new byte[Math.max(needed, (int) Math.min(Math.max(256, bytes.length * 2L), 64 << 10))];
        }
        length = needed;
        return bytes;
    }

    void touched(int something) {
        touched = something;
    }

    void setExpireAt(long millis) {
        expireAt = millis;
    }
}
