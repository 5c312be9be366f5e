package org.varve.codec.graph;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import org.varve.codec.EncodeBuffer;

/**
 * A serialization stream into an {@link EncodeBuffer}, without the header that is the same for all, and with numbers in place of
 * class descriptors.
 */
final class ObjectEncoder extends ObjectOutputStream {
    private final DescriptorTable descriptors;

    ObjectEncoder(EncodeBuffer out, DescriptorTable descriptors) throws IOException {
        super(new BufferStream(out));
        this.descriptors = descriptors;
    }

    @Override
    protected void writeStreamHeader() {
        // Four constant bytes that the tag makes superfluous.
    }

    /** As a varint; the stream writes the descriptor of the superclass behind it. */
    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        int rest = descriptors.numberOf(descriptor);
        while ((rest & ~0x7F) != 0) {
            write(rest | 0x80);
            rest >>>= 7;
        }
        write(rest);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            descriptors.addProxyInterface(each.getName());
        }
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
