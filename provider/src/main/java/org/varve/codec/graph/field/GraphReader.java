package org.varve.codec.graph.field;

import java.util.Arrays;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.StringEncoding;
import org.varve.codec.type.BuiltInTypes;
import org.varve.codec.type.TypeEncoding;

/** One graph on its way out of its bytes. */
final class GraphReader {
    private static final int FIRST_OBJECTS = 8;

    private final PlanTable plans;
    private final DecodeInput in;

    /** Null if nobody filters. */
    private final ReadFilter filter;

    private Object[] objects = new Object[FIRST_OBJECTS];
    private int count;
    private int depth;

    /** What all lengths in the graph together may still claim: an element takes a byte at least. */
    private int unclaimed;

    GraphReader(PlanTable plans, DecodeInput in, ReadFilter filter) {
        this.plans = plans;
        this.in = in;
        this.filter = filter;
        this.unclaimed = in.remaining();
    }

    DecodeInput in() {
        return in;
    }

    PlanTable plans() {
        return plans;
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
                return readValue(in.readVarint());
            default:
                if (first < GraphLayout.FIRST_VALUE) {
                    throw CodecException.damaged("a first byte of " + first);
                }
                return first < GraphLayout.FIRST_CLASS ? readValue(first - GraphLayout.FIRST_VALUE)
                        : readObject(first - GraphLayout.FIRST_CLASS);
        }
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

    private Object readValue(long length) {
        DecodeInput part = new DecodeInput(in.readBytes(DecodeInput.toInt(length)), 0, (int) length);
        byte tag = part.readByte();
        TypeEncoding<?> encoding = BuiltInTypes.of(tag);
        if (encoding == null) {
            throw CodecException.damaged("there is no tag " + tag);
        }
        Object object = encoding.read(part);
        if (!ValuePlan.isValue(object, encoding)) {
            finish(begin(), object);
        }
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

    /**
     * A length, of which as much may be allocated at once.
     *
     * @param bytesPerElement how many bytes of the graph an element takes at least
     */
    int readLength(int bytesPerElement) {
        long length = in.readVarint();
        int most = Math.min(unclaimed, in.remaining()) / bytesPerElement;
        if (length < 0 || length > most) {
            throw CodecException.damaged("a length of " + length + " where " + most + " is possible");
        }
        unclaimed -= (int) length * bytesPerElement;
        return (int) length;
    }

    /** The length of an array, which filters may want to know. */
    int readArrayLength(Class<?> type, int bytesPerElement) {
        int length = readLength(bytesPerElement);
        if (filter != null) {
            filter.check(type, length, depth, count);
        }
        return length;
    }
}
