package org.varve.benchmarks.values;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The characters of a string that is known to be Latin-1. */
final class TextForm implements HandWritten<String> {
    @Override
    public int size(String value) {
        return value.length();
    }

    @Override
    public void write(String value, ByteBuffer out) {
        out.put(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public String read(ByteBuffer in) {
        return Fields.readString(in, in.remaining());
    }
}
