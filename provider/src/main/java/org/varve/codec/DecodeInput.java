package org.varve.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A payload that is being decoded: the counterpart of {@link EncodeBuffer}, which explains the forms of integers. Reading
 * past its end is a {@link CodecException}. Not thread safe.
 */
public final class DecodeInput {
    /** The elements of the deepest containers are one level below them. */
    private static final int MAX_DEPTH = Visits.MAX_DEPTH + 1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int limit;
    private int position;
    private int depth;
    private int elementsLeft;

    /** The payload {@code bytes[position .. limit)}, which has to be inside the array. */
    public DecodeInput(byte[] bytes, int position, int limit) {
        this.bytes = bytes;
        this.position = position;
        this.limit = limit;
        this.elementsLeft = limit - position;
    }

    public int remaining() {
        return limit - position;
    }

    /** The array that is read from; what remains begins at {@link #position()}. */
    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    /** Passes over all that remains, which somebody else has read. */
    public void skipRemaining() {
        position = limit;
    }

    /**
     * The number of elements of a container. All containers in an encoding together have no more elements than it has bytes,
     * since each takes one at least: so a damaged number allocates little, also where containers are nested.
     *
     * @param bytesEach the fewest bytes that an element takes, 1 or more
     */
    public int readCount(int bytesEach) {
        return claim(readVarint(), bytesEach);
    }

    /** Like {@link #readCount}, of a number that has been read. */
    public int claim(long count, int bytesEach) {
        if (count < 0 || count > remaining() / bytesEach || count > elementsLeft) {
            throw CodecException.damaged(count + " elements in " + remaining() + " bytes");
        }
        elementsLeft -= (int) count;
        return (int) count;
    }

    /**
     * Goes into a part of {@code length} bytes, which then is all that remains.
     *
     * @return to be handed to {@link #leave}
     */
    public int enter(long length) {
        if (length < 0 || length > remaining()) {
            throw CodecException.damaged("a part of " + length + " bytes where " + remaining() + " are left");
        }
        if (++depth > MAX_DEPTH) {
            throw CodecException.damaged("it is nested more than " + MAX_DEPTH + " deep");
        }
        int outer = limit;
        limit = position + (int) length;
        return outer;
    }

    /** Leaves a part that has been read to its end. */
    public void leave(int outer) {
        expectEnd();
        limit = outer;
        depth--;
    }

    public byte readByte() {
        return bytes[take(1)];
    }

    public int readInt() {
        return (int) INT.get(bytes, take(Integer.BYTES));
    }

    public long readLong() {
        return (long) LONG.get(bytes, take(Long.BYTES));
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw CodecException.damaged("an integer of more than ten bytes");
    }

    public long readZigzag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    public int readZigzagInt() {
        return toInt(readZigzag());
    }

    /** A minimal integer, which is all that remains. */
    public long readMinimal() {
        int count = remaining();
        long value = minimal(bytes, position, count);
        position = limit;
        return value;
    }

    /** A copy of all that remains. */
    public byte[] readRemaining() {
        byte[] copy = Arrays.copyOfRange(bytes, position, limit);
        position = limit;
        return copy;
    }

    /** A copy of the next {@code count} bytes; the count is not negative. */
    public byte[] readBytes(int count) {
        int start = take(count);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    /** A string of {@code count} bytes in the given form. */
    public String readString(int form, long count) {
        if (count > remaining()) {
            throw CodecException.damaged("a string of " + count + " bytes where " + remaining() + " are left");
        }
        int start = take((int) count);
        return StringEncoding.decode(form, bytes, start, (int) count);
    }

    /** The minimal integer {@code bytes[offset .. offset + count)}. */
    public static long minimal(byte[] bytes, int offset, int count) {
        if (count > Long.BYTES) {
            throw CodecException.damaged("an integer of " + count + " bytes");
        }
        if (count == 0) {
            return 0;
        }
        int unused = Long.SIZE - count * 8;
        if (bytes.length - offset >= Long.BYTES) {
            return (long) LONG.get(bytes, offset) << unused >> unused;
        }
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xFF;
        }
        return value << unused >> unused;
    }

    public static int toInt(long value) {
        if ((int) value != value) {
            throw CodecException.damaged(value + " is not an int");
        }
        return (int) value;
    }

    public void expectEnd() {
        if (position != limit) {
            throw CodecException.damaged(remaining() + " bytes too many");
        }
    }

    private int take(int count) {
        int start = position;
        if (limit - start < count) {
            throw CodecException.damaged("it ends too early");
        }
        position = start + count;
        return start;
    }
}
