package org.varve.codec.graph.field;

import java.util.Arrays;
import org.varve.codec.ClassTable;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.StringEncoding;
import org.varve.codec.Visits;
import org.varve.codec.type.Nesting;

/** One graph on its way into a buffer. */
final class GraphWriter implements Nesting {
    private static final Unsuitable UNFINISHED = new Unsuitable("a container that is in itself");
    private static final Unsuitable TOO_DEEP = new Unsuitable("containers in containers, too deep");

    private static final int[] NONE = {};

    private final PlanTable plans;
    private final EncodeBuffer out;
    private final Identities seen = new Identities();

    /** Numbers of the containers under way, which come to be only once their elements are there: {@code unfinished[0 .. open)}. */
    private int[] unfinished = NONE;
    private int open;

    GraphWriter(PlanTable plans, EncodeBuffer out) {
        this.plans = plans;
        this.out = out;
    }

    EncodeBuffer out() {
        return out;
    }

    @Override
    public ClassTable classes() {
        return plans.classes();
    }

    /** An element of a container. */
    @Override
    public boolean write(Object element, EncodeBuffer buffer) {
        if (buffer != out) {
            throw new IllegalArgumentException("another buffer");
        }
        write(element);
        return true;
    }

    @Override
    public Object read(DecodeInput in) {
        throw new UnsupportedOperationException("a writer");
    }

    /** @throws Unsuitable if the graph has to go through Java serialization */
    void write(Object object) {
        if (object == null) {
            out.appendByte(GraphLayout.NULL);
            return;
        }
        Class<?> type = object.getClass();
        if (type == String.class) {
            writeString((String) object);
        } else if (type == Long.class) {
            out.appendByte(GraphLayout.LONG);
            out.appendZigzag((Long) object);
        } else if (type == Integer.class) {
            out.appendByte(GraphLayout.INTEGER);
            out.appendZigzag((Integer) object);
        } else if (type == Boolean.class) {
            out.appendByte((Boolean) object ? GraphLayout.TRUE : GraphLayout.FALSE);
        } else if (type == Double.class) {
            out.appendByte(GraphLayout.DOUBLE);
            out.appendLong(Double.doubleToLongBits((Double) object));
        } else {
            plans.of(type).write(object, this);
        }
    }

    private void writeString(String string) {
        if (string.length() < GraphLayout.LONG_STRINGS) {
            out.appendByte(GraphLayout.STRING);
        } else if (writeReference(string)) {
            return;
        } else {
            out.appendByte(GraphLayout.LONG_STRING);
        }
        StringEncoding.writeInline(string, out);
    }

    /** Writes a reference to an object that is there already; otherwise gives it the next number and returns false. */
    boolean writeReference(Object object) {
        int number = seen.find(object);
        if (number < 0) {
            return false;
        }
        for (int i = 0; i < open; i++) {
            if (unfinished[i] == number) {
                throw UNFINISHED;
            }
        }
        out.appendByte(GraphLayout.REFERENCE);
        out.appendVarint(number);
        return true;
    }

    void writeClass(int number) {
        if (number < GraphLayout.NEAR_CLASSES) {
            out.appendByte(GraphLayout.FIRST_CLASS + number);
        } else {
            out.appendByte(GraphLayout.FAR_CLASS);
            out.appendVarint(number - GraphLayout.NEAR_CLASSES);
        }
    }

    /** Says that the object which got its number last exists, when it is read, only after {@link #finish}. */
    void begin() {
        if (open == Visits.MAX_DEPTH) {
            throw TOO_DEEP;
        }
        if (open == unfinished.length) {
            unfinished = Arrays.copyOf(unfinished, open * 2 + 2);
        }
        unfinished[open++] = seen.count() - 1;
    }

    void finish() {
        open--;
    }
}
