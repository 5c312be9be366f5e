package org.varve.codec;

/** Objects to bytes and back, for the keys or the values of one cache. Thread safe, keeps no state per call. */
public interface Codec {
    /**
     * Appends the encoding of {@code object} to {@code out}. If that fails, {@code out} is as long as it was before.
     *
     * @throws CodecException if the object cannot be encoded or its encoding is larger than {@code out} may become; names
     *     the class and what to do
     * @throws NullPointerException if {@code object} is null
     */
    void encode(Object object, EncodeBuffer out);

    /**
     * The object encoded in {@code bytes[offset .. offset + length)}; a new one at each call unless immutable. Never null.
     *
     * @throws CodecException if the bytes are damaged or name a class that cannot be had
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    Object decode(byte[] bytes, int offset, int length);

    /**
     * True if for every object of this one's class, and for every object at all that it is compared with, {@code equals} is
     * the same as equality of encodings. Where it is false, equality is decided by decoding and {@code equals}; for an array
     * that means never, since a decoded copy of an array equals nothing but itself.
     */
    boolean isCanonical(Object object);
}
