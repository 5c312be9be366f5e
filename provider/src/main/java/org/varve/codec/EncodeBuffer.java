package org.varve.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing byte array that encoders append to, with a bound on its size. Reusable, not thread safe.
 *
 * <p>Integers come in three forms: <em>fixed</em> (little-endian), <em>varint</em> (LEB128: seven bits a byte, lowest first,
 * the top bit says that more follow; <em>zigzag</em> maps small negative numbers to small unsigned ones) and
 * <em>minimal</em> (two's complement in as few little-endian bytes as keep the sign, none for zero). A minimal integer does
 * not tell where it ends, so it can only be the last part of a payload.
 */
public final class EncodeBuffer {
    /** The most bytes that any buffer can hold: the longest array that every JVM can make. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final int INITIAL_CAPACITY = 256;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int maxLength;
    private byte[] array;
    private int length;
    private Visits visits;

    /** A buffer bounded by {@link #MAX_LENGTH} and by what the heap can hold. */
    public EncodeBuffer() {
        this(MAX_LENGTH);
    }

    /**
     * A buffer that refuses to hold more than {@code maxLength} bytes.
     *
     * @param maxLength 0 to {@link #MAX_LENGTH}
     */
    public EncodeBuffer(int maxLength) {
        if (maxLength < 0 || maxLength > MAX_LENGTH) {
            throw new IllegalArgumentException("maxLength " + maxLength + " is not in 0.." + MAX_LENGTH);
        }
        this.maxLength = maxLength;
        this.array = new byte[Math.min(INITIAL_CAPACITY, maxLength)];
    }

    /** The array that holds the bytes {@code [0 .. length())}; another one after an append that needed more room. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Takes the last bytes off again. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("newLength " + newLength + " is not in 0.." + length);
        }
        length = newLength;
    }

    /** Clears the buffer and, if it has grown beyond {@code keepAtMost} bytes, gives the array up for a smaller one. */
    public void trim(int keepAtMost) {
        if (keepAtMost < 0) {
            throw new IllegalArgumentException("keepAtMost " + keepAtMost + " is negative");
        }
        length = 0;
        if (array.length > keepAtMost) {
            array = new byte[Math.min(INITIAL_CAPACITY, keepAtMost)];
        }
    }

    /**
     * Makes room for {@code more} bytes and returns the offset at which they begin. Their contents are undefined.
     *
     * @param more not negative
     * @throws CodecException if the buffer would become larger than its bound, or than the heap can hold
     */
    public int reserve(long more) {
        if (more < 0) {
            throw new IllegalArgumentException("more " + more + " is negative");
        }
        int start = length;
        if (more > array.length - start) {
            grow(start, more);
        }
        length = start + (int) more;
        return start;
    }

    /** Appends the low eight bits. */
    public void appendByte(int value) {
        int at = reserve(1);
        array[at] = (byte) value;
    }

    public void appendBytes(byte[] bytes, int offset, int count) {
        int at = reserve(count);
        System.arraycopy(bytes, offset, array, at, count);
    }

    /** The notes of the encoding that is under way in this buffer; empty before it and after it. */
    public Visits visits() {
        if (visits == null) {
            visits = new Visits();
        }
        return visits;
    }

    /**
     * Makes what has been appended since {@code start} a part of a payload that tells where it ends: puts its length in front
     * of it. One byte has to have been reserved for that at {@code start}; where that is not enough, the rest is moved.
     */
    public void prependLength(int start) {
        int count = length - start - 1;
        if (count < 0x80) {
            array[start] = (byte) count;
            return;
        }
        int more = varintLength(count) - 1;
        reserve(more);
        System.arraycopy(array, start + 1, array, start + 1 + more, count);
        int rest = count;
        for (int at = start; at < start + more; at++) {
            array[at] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[start + more] = (byte) rest;
    }

    private static int varintLength(int value) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + 6) / 7;
    }

    /** Four bytes, little-endian. */
    public void appendInt(int value) {
        int at = reserve(Integer.BYTES);
        INT.set(array, at, value);
    }

    /** Eight bytes, little-endian. */
    public void appendLong(long value) {
        int at = reserve(Long.BYTES);
        LONG.set(array, at, value);
    }

    /** One to ten bytes; {@code value} is taken as unsigned. */
    public void appendVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            appendByte((int) rest | 0x80);
            rest >>>= 7;
        }
        appendByte((int) rest);
    }

    /** One to ten bytes, few for numbers near zero. */
    public void appendZigzag(long value) {
        appendVarint((value << 1) ^ (value >> 63));
    }

    /** Zero to eight bytes; has to be the last part of a payload. */
    public void appendMinimal(long value) {
        int count = minimalLength(value);
        if (array.length - length >= Long.BYTES) {
            LONG.set(array, length, value);
            length += count;
            return;
        }
        int at = reserve(count);
        for (int i = 0; i < count; i++) {
            array[at + i] = (byte) (value >> (i * Byte.SIZE));
        }
    }

    private static int minimalLength(long value) {
        int bits = value == 0 ? 0 : Long.SIZE + 1 - Long.numberOfLeadingZeros(value ^ (value >> 63));
        return (bits + 7) >>> 3;
    }

    private void grow(int start, long more) {
        if (more > maxLength - start) {
            throw new CodecException("An encoding of more than " + maxLength + " bytes exceeds the bound of its buffer");
        }
        long needed = start + more;
        int capacity = (int) Math.max(needed, Math.min(array.length * 2L, maxLength));
        try {
            array = Arrays.copyOf(array, capacity);
        } catch (OutOfMemoryError tooLarge) { // one array that does not fit leaves the heap as it was
            throw new CodecException("No heap for an encoding of " + needed + " bytes or more", tooLarge);
        }
    }
}
