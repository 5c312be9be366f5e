package org.varve.benchmarks.values;

import java.nio.ByteBuffer;

/** The bytes of an array, whose length is known from outside. */
final class BytesForm implements HandWritten<byte[]> {
    @Override
    public int size(byte[] value) {
        return value.length;
    }

    @Override
    public void write(byte[] value, ByteBuffer out) {
        out.put(value);
    }

    @Override
    public byte[] read(ByteBuffer in) {
        byte[] value = new byte[in.remaining()];
        in.get(value);
        return value;
    }
}
