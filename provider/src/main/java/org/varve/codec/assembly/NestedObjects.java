package org.varve.codec.assembly;

import org.varve.codec.ClassTable;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;
import org.varve.codec.StringEncoding;
import org.varve.codec.Tag;
import org.varve.codec.Visits;
import org.varve.codec.type.BuiltInTypes;
import org.varve.codec.type.Nesting;
import org.varve.codec.type.ObjectEncoding;

/**
 * Objects inside containers.
 *
 * <p>Identity is kept where it could be noticed, by not encoding such graphs here: a list that is in two places, a cycle, two
 * objects of unknown classes that may share a third. As soon as one is met the whole, from the root on, goes to the graph codec,
 * which keeps references. An object of an unknown class is encoded in place by the graph codec only if it is the only one, and
 * nothing else that could be changed has been met: a record, an Optional or an immutable list around one object, say.
 */
final class NestedObjects implements Nesting {
    private final GraphCodec graphs;
    private final ClassTable classes;
    private final Serializers serializers;

    NestedObjects(GraphCodec graphs, ClassTable classes, Serializers serializers) {
        this.graphs = graphs;
        this.classes = classes;
        this.serializers = serializers;
    }

    @Override
    public ClassTable classes() {
        return classes;
    }

    @Override
    public boolean write(Object element, EncodeBuffer out) {
        int start = out.reserve(1);
        if (element == null) {
            out.array()[start] = 0;
            return true;
        }
        if (!writeObject(element, out)) {
            return false;
        }
        out.prependLength(start);
        return true;
    }

    private boolean writeObject(Object object, EncodeBuffer out) {
        Class<?> type = object.getClass();
        if (serializers.writes(object, type, out)) {
            return true;
        }
        if (type == String.class) {
            StringEncoding.write((String) object, out);
            return true;
        }
        if (type == Boolean.class) {
            out.appendByte((Boolean) object ? Tag.TRUE : Tag.FALSE);
            return true;
        }
        ObjectEncoding encoding = BuiltInTypes.of(type);
        if (encoding != null) {
            return writeKnown(object, encoding, out);
        }
        if (!out.visits().enterForeign()) {
            return false;
        }
        out.appendByte(Tag.GRAPH);
        graphs.write(object, out);
        return true;
    }

    /** Appends tag and payload; false if all that is under way has to go to the graph codec. */
    boolean writeKnown(Object object, ObjectEncoding encoding, EncodeBuffer out) {
        Visits visits = out.visits();
        boolean first = switch (encoding.sharing(object)) {
            case VALUE -> true;
            case IMMUTABLE -> visits.enterImmutable(object);
            case MUTABLE -> visits.enterMutable(object);
        };
        if (!first) {
            return false;
        }
        if (!encoding.isContainer()) {
            return encoding.write(object, out, this);
        }
        if (!visits.descend()) {
            return false;
        }
        boolean written = encoding.write(object, out, this);
        visits.ascend();
        return written;
    }

    @Override
    public Object read(DecodeInput in) {
        long length = in.readVarint();
        if (length == 0) {
            return null;
        }
        int outer = in.enter(length);
        Object object = readObject(in);
        in.leave(outer);
        return object;
    }

    /** Reads tag and payload, which is all that remains. */
    Object readObject(DecodeInput in) {
        byte tag = in.readByte();
        switch (tag) {
            case Tag.STRING_LATIN1:
            case Tag.STRING_UTF8:
            case Tag.STRING_UTF16:
                return in.readString(tag - Tag.STRING_LATIN1, in.remaining());
            case Tag.FALSE:
            case Tag.TRUE:
                in.expectEnd();
                return tag == Tag.TRUE;
            case Tag.SERIALIZER:
                return serializers.read(in);
            case Tag.GRAPH:
                Object graph = graphs.read(in.bytes(), in.position(), in.remaining());
                in.skipRemaining();
                return graph;
            default:
                return readKnown(tag, in);
        }
    }

    private Object readKnown(byte tag, DecodeInput in) {
        ObjectEncoding encoding = BuiltInTypes.of(tag);
        if (encoding == null) {
            throw CodecException.damaged("there is no tag " + tag);
        }
        return encoding.read(in, this);
    }
}
