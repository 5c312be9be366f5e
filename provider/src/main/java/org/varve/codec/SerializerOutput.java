package org.varve.codec;

/**
 * What a {@link Serializer} writes to. Multi-byte numbers are little-endian. Every method throws a {@link CodecException}
 * when more is written than the cache allows for one object, and an IllegalStateException after the call for which it was
 * made has returned. Not thread safe.
 */
public final class SerializerOutput {
    private final EncodeBuffer out;
    private final long limit;
    private boolean closed;

    /** @param maxBytes the most bytes to be written from here on */
    public SerializerOutput(EncodeBuffer out, int maxBytes) {
        this.out = out;
        this.limit = (long) out.length() + maxBytes;
    }

    /** One byte, the low eight bits of the number. */
    public void writeByte(int value) {
        room(1).appendByte(value);
    }

    /** One byte. */
    public void writeBoolean(boolean value) {
        room(1).appendByte(value ? 1 : 0);
    }

    /** Four bytes. */
    public void writeInt(int value) {
        room(Integer.BYTES).appendInt(value);
    }

    /** Eight bytes. */
    public void writeLong(long value) {
        room(Long.BYTES).appendLong(value);
    }

    /** Eight bytes. */
    public void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    /** One to ten bytes, few for numbers near zero. */
    public void writeVarint(long value) {
        room(1).appendZigzag(value);
        room(0);
    }

    /** The characters in the shortest of three forms, and a length. */
    public void writeString(String string) {
        room(string.length());
        StringEncoding.writeInline(string, out);
        room(0);
    }

    /** The bytes alone: the reader has to know how many. */
    public void writeBytes(byte[] bytes, int offset, int count) {
        room(count).appendBytes(bytes, offset, count);
    }

    /** After this every method fails. */
    public void close() {
        closed = true;
    }

    private EncodeBuffer room(int more) {
        if (closed) {
            throw new IllegalStateException("a serializer's output is valid only until its write method returns");
        }
        if (more > limit - out.length()) {
            throw new CodecException("it writes more than the limit for one object allows");
        }
        return out;
    }
}
