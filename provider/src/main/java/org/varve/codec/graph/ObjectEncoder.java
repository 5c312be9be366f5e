package org.varve.codec.graph;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.varve.codec.EncodeBuffer;

/** A serialization stream into an {@link EncodeBuffer}, without the header that is the same for all. */
final class ObjectEncoder extends ObjectOutputStream {
    ObjectEncoder(EncodeBuffer out) throws IOException {
        super(new BufferStream(out));
    }

    @Override
    protected void writeStreamHeader() {
        // Four constant bytes that the tag makes superfluous.
    }

    private static final class BufferStream extends OutputStream {
        private final EncodeBuffer out;

        BufferStream(EncodeBuffer out) {
            this.out = out;
        }

        @Override
        public void write(int value) {
            out.appendByte(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            out.appendBytes(bytes, offset, count);
        }
    }
}
