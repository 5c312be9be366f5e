package org.varve.codec.graph.field;

import org.varve.codec.CodecException;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.type.ObjectEncoding;

/** Of a class that has an encoding of its own: values, collections, records. */
final class EncodedPlan extends Plan {
    private final ObjectEncoding encoding;
    private final Unsuitable noForm;

    EncodedPlan(Class<?> type, int number, ObjectEncoding encoding) {
        super(type, number);
        this.encoding = encoding;
        this.noForm = new Unsuitable(type.getName() + " has an object that its encoding has no form for");
    }

    @Override
    void write(Object object, GraphWriter out) {
        if (encoding.sharing(object) == ObjectEncoding.Sharing.VALUE && !encoding.isContainer()) {
            writeValue(object, out);
        } else if (!out.writeReference(object)) {
            writeBody(object, out);
        }
    }

    private void writeValue(Object object, GraphWriter out) {
        EncodeBuffer buffer = out.out();
        int at = buffer.reserve(1);
        writeEncoded(object, out);
        int length = buffer.length() - at - 1;
        if (length < GraphLayout.SHORT_VALUES) {
            buffer.array()[at] = (byte) (GraphLayout.FIRST_VALUE + length);
            return;
        }
        buffer.truncate(at);
        buffer.appendByte(GraphLayout.LONG_VALUE);
        writeWithLength(object, out);
    }

    /** A container does not exist, when it is read, before its elements do; so these cannot refer to it. */
    @Override
    void writeBody(Object object, GraphWriter out) {
        out.out().appendByte(GraphLayout.ENCODED);
        out.begin();
        writeWithLength(object, out);
        out.finish();
    }

    private void writeWithLength(Object object, GraphWriter out) {
        int at = out.out().reserve(1);
        writeEncoded(object, out);
        out.out().prependLength(at);
    }

    private void writeEncoded(Object object, GraphWriter out) {
        if (!encoding.write(object, out.out(), out)) {
            throw noForm;
        }
    }

    @Override
    Object readBody(GraphReader in) {
        throw CodecException.damaged("a " + type().getName() + " by its class instead of its tag");
    }
}
