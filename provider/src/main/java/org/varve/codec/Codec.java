package org.varve.codec;

/** Objects to bytes and back, for the keys or the values of one cache. Thread safe, keeps no state per call. */
public interface Codec {
    /**
     * Appends the encoding of {@code object} to {@code out}.
     *
     * @throws CodecException if the object cannot be encoded; names the class and what to do
     */
    void encode(Object object, EncodeBuffer out);

    /**
     * The object encoded in {@code bytes[offset .. offset + length)}; a new one at each call unless immutable.
     *
     * @throws CodecException if the bytes are damaged or name a class that cannot be had
     */
    Object decode(byte[] bytes, int offset, int length);

    /** True if, for every object of this one's class, {@code equals} is the same as equality of encodings. */
    boolean isCanonical(Object object);
}
