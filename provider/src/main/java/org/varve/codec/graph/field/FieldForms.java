package org.varve.codec.graph.field;

/**
 * The bytes of a field in a graph, by the field's type: {@code append} puts a value of a primitive type or a reference behind what has been written,
 * {@code read} and the type's name takes the next one. {@link FieldAccess} looks them up by these names.
 */
final class FieldForms {
    private FieldForms() {
    }

    static void append(GraphWriter out, Object value) {
        out.write(value);
    }

    static void append(GraphWriter out, boolean value) {
        out.out().appendByte(value ? 1 : 0);
    }

    static void append(GraphWriter out, byte value) {
        out.out().appendByte(value);
    }

    static void append(GraphWriter out, short value) {
        out.out().appendZigzag(value);
    }

    static void append(GraphWriter out, char value) {
        out.out().appendVarint(value);
    }

    static void append(GraphWriter out, int value) {
        out.out().appendZigzag(value);
    }

    static void append(GraphWriter out, long value) {
        out.out().appendZigzag(value);
    }

    static void append(GraphWriter out, float value) {
        out.out().appendInt(Float.floatToRawIntBits(value));
    }

    static void append(GraphWriter out, double value) {
        out.out().appendLong(Double.doubleToRawLongBits(value));
    }

    static Object readObject(GraphReader in) {
        return in.read();
    }

    static boolean readBoolean(GraphReader in) {
        return in.in().readByte() != 0;
    }

    static byte readByte(GraphReader in) {
        return in.in().readByte();
    }

    static short readShort(GraphReader in) {
        return (short) in.in().readZigzag();
    }

    static char readChar(GraphReader in) {
        return (char) in.in().readVarint();
    }

    static int readInt(GraphReader in) {
        return in.in().readZigzagInt();
    }

    static long readLong(GraphReader in) {
        return in.in().readZigzag();
    }

    static float readFloat(GraphReader in) {
        return Float.intBitsToFloat(in.in().readInt());
    }

    static double readDouble(GraphReader in) {
        return Double.longBitsToDouble(in.in().readLong());
    }
}
