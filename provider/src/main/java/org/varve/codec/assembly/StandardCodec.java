package org.varve.codec.assembly;

import java.util.Objects;
import org.varve.codec.ClassResolver;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;
import org.varve.codec.StringEncoding;
import org.varve.codec.Tag;
import org.varve.codec.type.BuiltInTypes;
import org.varve.codec.type.EnumEncoding;
import org.varve.codec.type.TypeEncoding;

/**
 * Chooses an encoding by an object's exact class, and by the tag on the way back.
 *
 * <p>The commonest types are asked for by name: a few comparisons that the compiler predicts are cheaper than the table, and
 * decoding them allocates nothing but the result.
 */
final class StandardCodec implements Codec {
    private final GraphCodec graphs;
    private final EnumEncoding enums;
    private final Serializers serializers;

    /** @param graphs for objects that have no encoding of their own */
    StandardCodec(GraphCodec graphs, ClassResolver resolver, Serializers serializers) {
        this.graphs = graphs;
        this.enums = new EnumEncoding(resolver);
        this.serializers = serializers;
    }

    @Override
    public void encode(Object object, EncodeBuffer out) {
        int start = out.length();
        try {
            write(object, out);
        } catch (Throwable failure) {
            out.truncate(start);
            throw failure;
        }
    }

    private void write(Object object, EncodeBuffer out) {
        Class<?> type = object.getClass();
        if (!serializers.isEmpty()) {
            int number = serializers.numberFor(type);
            if (number >= 0) {
                out.appendByte(Tag.SERIALIZER);
                serializers.write(number, object, out);
                return;
            }
        }
        if (type == String.class) {
            StringEncoding.write((String) object, out);
        } else if (type == Long.class) {
            out.appendByte(Tag.LONG);
            out.appendMinimal((Long) object);
        } else if (type == Integer.class) {
            out.appendByte(Tag.INTEGER);
            out.appendMinimal((Integer) object);
        } else if (type == Boolean.class) {
            out.appendByte((Boolean) object ? Tag.TRUE : Tag.FALSE);
        } else {
            writeOther(object, type, out);
        }
    }

    private void writeOther(Object object, Class<?> type, EncodeBuffer out) {
        TypeEncoding<?> encoding = BuiltInTypes.of(type);
        if (encoding != null && encoding.canWrite(object)) {
            encoding.write(object, out);
        } else if (object instanceof Enum<?>) {
            EnumEncoding.write((Enum<?>) object, out);
        } else {
            out.appendByte(Tag.GRAPH);
            graphs.write(object, out);
        }
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            throw CodecException.damaged("it is empty");
        }
        byte tag = bytes[offset];
        int start = offset + 1;
        int count = length - 1;
        switch (tag) {
            case Tag.STRING_LATIN1:
            case Tag.STRING_UTF8:
            case Tag.STRING_UTF16:
                return StringEncoding.decode(tag - Tag.STRING_LATIN1, bytes, start, count);
            case Tag.LONG:
                return DecodeInput.minimal(bytes, start, count);
            case Tag.INTEGER:
                return DecodeInput.toInt(DecodeInput.minimal(bytes, start, count));
            case Tag.FALSE:
            case Tag.TRUE:
                new DecodeInput(bytes, start, start + count).expectEnd();
                return tag == Tag.TRUE;
            case Tag.ENUM:
                return enums.read(new DecodeInput(bytes, start, start + count));
            case Tag.SERIALIZER:
                return serializers.read(new DecodeInput(bytes, start, start + count));
            case Tag.GRAPH:
                return graphs.read(bytes, start, count);
            default:
                return readBuiltIn(tag, new DecodeInput(bytes, start, start + count));
        }
    }

    private static Object readBuiltIn(byte tag, DecodeInput in) {
        TypeEncoding<?> encoding = BuiltInTypes.of(tag);
        if (encoding == null) {
            throw CodecException.damaged("there is no tag " + tag);
        }
        return encoding.read(in);
    }

    @Override
    public boolean isCanonical(Object object) {
        Class<?> type = object.getClass();
        int number = serializers.isEmpty() ? -1 : serializers.numberFor(type);
        if (number >= 0) {
            return serializers.isCanonical(number);
        }
        if (type == String.class || type == Long.class || type == Integer.class || type == Boolean.class) {
            return true;
        }
        TypeEncoding<?> encoding = BuiltInTypes.of(type);
        return encoding != null ? encoding.isCanonical() : object instanceof Enum<?>;
    }
}
