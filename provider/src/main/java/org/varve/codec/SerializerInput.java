package org.varve.codec;

/**
 * What a {@link Serializer} reads from: the counterpart of {@link SerializerOutput}, method by method. Every method throws a
 * {@link CodecException} where more is read than was written, and an IllegalStateException after the call for which it was
 * made has returned. Not thread safe.
 */
public final class SerializerInput {
    private final DecodeInput in;
    private boolean closed;

    public SerializerInput(DecodeInput in) {
        this.in = in;
    }

    /** Bytes that have not been read yet. */
    public int remaining() {
        return open().remaining();
    }

    public byte readByte() {
        return open().readByte();
    }

    public boolean readBoolean() {
        return open().readByte() != 0;
    }

    public int readInt() {
        return open().readInt();
    }

    public long readLong() {
        return open().readLong();
    }

    public double readDouble() {
        return Double.longBitsToDouble(open().readLong());
    }

    public long readVarint() {
        return open().readZigzag();
    }

    public String readString() {
        return StringEncoding.readInline(open());
    }

    /**
     * The next {@code count} bytes.
     *
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public byte[] readBytes(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count + " is negative");
        }
        return open().readBytes(count);
    }

    /** After this every method fails. */
    public void close() {
        closed = true;
    }

    private DecodeInput open() {
        if (closed) {
            throw new IllegalStateException("a serializer's input is valid only until its read method returns");
        }
        return in;
    }
}
