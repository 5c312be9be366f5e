package org.varve.codec.graph.field;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.varve.codec.CodecException;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.type.TypeEncoding;

/** Of a class that has an encoding of its own. */
final class ValuePlan extends Plan {
    private final TypeEncoding<?> encoding;
    private final Unsuitable noForm;

    ValuePlan(Class<?> type, int number, TypeEncoding<?> encoding) {
        super(type, number);
        this.encoding = encoding;
        this.noForm = new Unsuitable(type.getName() + " has an object that its encoding has no form for");
    }

    /** Whether an object is written anew wherever it occurs. */
    static boolean isValue(Object object, TypeEncoding<?> encoding) {
        return encoding.isCanonical() || object.getClass() == BigDecimal.class || object.getClass() == BigInteger.class;
    }

    @Override
    void write(Object object, GraphWriter out) {
        if (isValue(object, encoding) || !out.writeReference(object)) {
            writeBody(object, out);
        }
    }

    @Override
    void writeBody(Object object, GraphWriter out) {
        EncodeBuffer buffer = out.out();
        int at = buffer.reserve(1);
        if (!encoding.canWrite(object)) {
            throw noForm;
        }
        encoding.write(object, buffer);
        int length = buffer.length() - at - 1;
        if (length < GraphLayout.SHORT_VALUES) {
            buffer.array()[at] = (byte) (GraphLayout.FIRST_VALUE + length);
        } else {
            makeRoomForLength(buffer, at, length);
        }
    }

    private static void makeRoomForLength(EncodeBuffer buffer, int at, int length) {
        byte[] value = Arrays.copyOfRange(buffer.array(), at + 1, at + 1 + length);
        buffer.truncate(at);
        buffer.appendByte(GraphLayout.LONG_VALUE);
        buffer.appendVarint(length);
        buffer.appendBytes(value, 0, length);
    }

    @Override
    Object readBody(GraphReader in) {
        throw CodecException.damaged("a " + type().getName() + " by its class instead of its tag");
    }
}
