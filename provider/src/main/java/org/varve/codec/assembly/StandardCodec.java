package org.varve.codec.assembly;

import java.util.Arrays;
import java.util.Objects;
import org.varve.codec.ClassTable;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;
import org.varve.codec.StringEncoding;
import org.varve.codec.Tag;
import org.varve.codec.type.BuiltInTypes;
import org.varve.codec.type.ObjectEncoding;

/**
 * Chooses an encoding by an object's exact class, and by the tag on the way back: a serializer of the user's, the encoding of
 * a type, or the graph codec for all others and for containers whose objects need it, see {@link NestedObjects}.
 *
 * <p>The commonest types are asked for by name: a few comparisons that the compiler predicts are cheaper than the table, and
 * decoding them allocates nothing but the result.
 */
final class StandardCodec implements Codec {
    private final GraphCodec graphs;
    private final Serializers serializers;
    private final NestedObjects nested;

    /** @param graphs for objects that have no encoding of their own */
    StandardCodec(GraphCodec graphs, ClassTable classes, Serializers serializers) {
        this.graphs = graphs;
        this.serializers = serializers;
        this.nested = new NestedObjects(graphs, classes, serializers);
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
        if (serializers.writes(object, type, out)) {
            return;
        }
        if (type == String.class) {
            StringEncoding.write((String) object, out);
        } else if (type == Long.class) {
            out.appendByte(Tag.LONG);
            out.appendMinimal((Long) object);
        } else if (type == Integer.class) {
            out.appendByte(Tag.INTEGER);
            out.appendMinimal((Integer) object);
        } else if (type == byte[].class) {
            byte[] array = (byte[]) object;
            out.appendByte(Tag.BYTE_ARRAY);
            out.appendBytes(array, 0, array.length);
        } else if (type == Boolean.class) {
            out.appendByte((Boolean) object ? Tag.TRUE : Tag.FALSE);
        } else {
            writeOther(object, type, out);
        }
    }

    private void writeOther(Object object, Class<?> type, EncodeBuffer out) {
        ObjectEncoding encoding = BuiltInTypes.of(type);
        if (encoding != null) {
            int start = out.length();
            if (encoding.isContainer() ? writeContainer(object, encoding, out) : encoding.write(object, out, nested)) {
                return;
            }
            out.truncate(start);
        }
        out.appendByte(Tag.GRAPH);
        graphs.write(object, out);
    }

    /** Runs the code of the elements' classes here and there: iterators of lists behind views, for example. */
    private boolean writeContainer(Object container, ObjectEncoding encoding, EncodeBuffer out) {
        try {
            return nested.writeKnown(container, encoding, out);
        } catch (CodecException e) {
            throw new CodecException(container.getClass().getName() + " cannot be cached because of what it holds: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            return false; // the graph codec may get along, or say so
        } catch (RuntimeException | LinkageError e) {
            throw new CodecException(container.getClass().getName() + " cannot be cached: its encoding failed with " + e, e);
        } finally {
            out.visits().clear();
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
            case Tag.BYTE_ARRAY:
                return Arrays.copyOfRange(bytes, start, start + count);
            case Tag.GRAPH:
                return graphs.read(bytes, start, count);
            default:
                return decodeOther(new DecodeInput(bytes, offset, offset + length));
        }
    }

    private Object decodeOther(DecodeInput in) {
        try {
            return nested.readObject(in);
        } catch (StackOverflowError e) {
            throw new CodecException("A cached object is nested too deeply for this thread's stack", e);
        }
    }

    @Override
    public boolean isCanonical(Object object) {
        Class<?> type = object.getClass();
        int number = serializers.numberFor(type);
        if (number >= 0) {
            return serializers.isCanonical(number);
        }
        if (type == String.class || type == Long.class || type == Integer.class || type == Boolean.class) {
            return true;
        }
        ObjectEncoding encoding = BuiltInTypes.of(type);
        return encoding != null && encoding.isCanonical();
    }
}
