package org.varve.codec.graph.field;

import java.util.Arrays;
import org.varve.codec.ClassTable;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.StringEncoding;
import org.varve.codec.type.BuiltInTypes;
import org.varve.codec.type.Nesting;
import org.varve.codec.type.ObjectEncoding;

/** One graph on its way out of its bytes. */
final class GraphReader implements Nesting {
    private static final int FIRST_OBJECTS = 8;

    private final PlanTable plans;
    private final DecodeInput in;

    /** Null if nobody filters. */
    private final ReadFilter filter;

    private Object[] objects = new Object[FIRST_OBJECTS];
    private int count;
    private int depth;

    GraphReader(PlanTable plans, DecodeInput in, ReadFilter filter) {
        this.plans = plans;
        this.in = in;
        this.filter = filter;
    }

    DecodeInput in() {
        return in;
    }

    @Override
    public ClassTable classes() {
        return plans.classes();
    }

    /** The next object, as an element of a container. */
    @Override
    public Object read(DecodeInput input) {
        if (input != in) {
            throw new IllegalArgumentException("another input");
        }
        return read();
    }

    @Override
    public boolean write(Object element, EncodeBuffer out) {
        throw new UnsupportedOperationException("a reader");
    }

    Object read() {
        int first = in.readByte() & 0xFF;
        switch (first) {
            case GraphLayout.NULL:
                return null;
            case GraphLayout.STRING:
                return StringEncoding.readInline(in);
            case GraphLayout.FALSE:
                return Boolean.FALSE;
            case GraphLayout.TRUE:
                return Boolean.TRUE;
            case GraphLayout.INTEGER:
                return in.readZigzagInt();
            case GraphLayout.LONG:
                return in.readZigzag();
            case GraphLayout.DOUBLE:
                return Double.longBitsToDouble(in.readLong());
            case GraphLayout.REFERENCE:
                return referred(in.readVarint());
            case GraphLayout.FAR_CLASS:
                return readObject(in.readVarint() + GraphLayout.NEAR_CLASSES);
            case GraphLayout.LONG_VALUE:
                return readEncoded(in.readVarint());
            case GraphLayout.LONG_STRING:
                return numbered(begin(), StringEncoding.readInline(in));
            case GraphLayout.ENCODED:
                return numbered(begin(), readEncoded(in.readVarint()));
            default:
                if (first < GraphLayout.FIRST_VALUE) {
                    throw CodecException.damaged("a first byte of " + first);
                }
                return first < GraphLayout.FIRST_CLASS ? readEncoded(first - GraphLayout.FIRST_VALUE)
                        : readObject(first - GraphLayout.FIRST_CLASS);
        }
    }

    private Object numbered(int number, Object object) {
        finish(number, object);
        return object;
    }

    private Object readObject(long classNumber) {
        Plan plan = plans.of(classNumber);
        depth++;
        if (filter != null) {
            filter.check(plan.type(), -1, depth, count);
        }
        Object object = plan.readBody(this);
        depth--;
        return object;
    }

    private Object readEncoded(long length) {
        int outer = in.enter(length);
        byte tag = in.readByte();
        ObjectEncoding encoding = BuiltInTypes.of(tag);
        if (encoding == null) {
            throw CodecException.damaged("there is no tag " + tag);
        }
        depth++;
        Object object = encoding.read(in, this);
        depth--;
        in.leave(outer);
        return object;
    }

    private Object referred(long number) {
        Object object = number >= 0 && number < count ? objects[(int) number] : null;
        if (object == null) {
            throw CodecException.damaged("a reference to object " + number + " of " + count);
        }
        return object;
    }

    /** The next object's number; {@link #finish} has to follow, and before it whoever refers to the object is refused. */
    int begin() {
        if (count == objects.length) {
            objects = Arrays.copyOf(objects, count * 2);
        }
        return count++;
    }

    void finish(int number, Object object) {
        objects[number] = object;
    }

    /** The length of an array of objects, which filters may want to know. */
    int readLength(Class<?> type) {
        int length = in.readCount(1);
        if (filter != null) {
            filter.check(type, length, depth, count);
        }
        return length;
    }
}
