package org.varve.codec.graph.field;

import java.lang.reflect.Field;

/** Reads, writes and transports one field. Immutable. */
abstract class FieldAccess {
    /*
     * By reflection: method handles would be faster only as constants of classes generated for the purpose, and from JDK 18 on
     * reflection is made of them. Fields that cannot be reached have been refused before.
     */
    final Field field;

    FieldAccess(Field field) {
        this.field = field;
    }

    /** @throws java.lang.reflect.InaccessibleObjectException if the field's module does not allow it */
    static FieldAccess of(Field field) {
        field.setAccessible(true);
        Class<?> type = field.getType();
        if (!type.isPrimitive()) {
            return new OfObject(field);
        }
        return switch (type.getName()) {
            case "boolean" -> new OfBoolean(field);
            case "byte" -> new OfByte(field);
            case "short" -> new OfShort(field);
            case "char" -> new OfChar(field);
            case "int" -> new OfInt(field);
            case "long" -> new OfLong(field);
            case "float" -> new OfFloat(field);
            default -> new OfDouble(field);
        };
    }

    /** Appends the field of an object. */
    abstract void write(Object owner, GraphWriter out) throws IllegalAccessException;

    /** Fills the field of an object. */
    abstract void read(Object owner, GraphReader in) throws IllegalAccessException;

    /** The value of the field on its own, boxed. */
    abstract Object readValue(GraphReader in);

    private static final class OfObject extends FieldAccess {
        OfObject(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.write(field.get(owner));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.set(owner, in.read());
        }

        @Override
        Object readValue(GraphReader in) {
            return in.read();
        }
    }

    private static final class OfBoolean extends FieldAccess {
        OfBoolean(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendByte(field.getBoolean(owner) ? 1 : 0);
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setBoolean(owner, in.in().readByte() != 0);
        }

        @Override
        Object readValue(GraphReader in) {
            return in.in().readByte() != 0;
        }
    }

    private static final class OfByte extends FieldAccess {
        OfByte(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendByte(field.getByte(owner));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setByte(owner, in.in().readByte());
        }

        @Override
        Object readValue(GraphReader in) {
            return in.in().readByte();
        }
    }

    private static final class OfShort extends FieldAccess {
        OfShort(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendZigzag(field.getShort(owner));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setShort(owner, (short) in.in().readZigzag());
        }

        @Override
        Object readValue(GraphReader in) {
            return (short) in.in().readZigzag();
        }
    }

    private static final class OfChar extends FieldAccess {
        OfChar(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendVarint(field.getChar(owner));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setChar(owner, (char) in.in().readVarint());
        }

        @Override
        Object readValue(GraphReader in) {
            return (char) in.in().readVarint();
        }
    }

    private static final class OfInt extends FieldAccess {
        OfInt(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendZigzag(field.getInt(owner));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setInt(owner, in.in().readZigzagInt());
        }

        @Override
        Object readValue(GraphReader in) {
            return in.in().readZigzagInt();
        }
    }

    private static final class OfLong extends FieldAccess {
        OfLong(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendZigzag(field.getLong(owner));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setLong(owner, in.in().readZigzag());
        }

        @Override
        Object readValue(GraphReader in) {
            return in.in().readZigzag();
        }
    }

    private static final class OfFloat extends FieldAccess {
        OfFloat(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendInt(Float.floatToRawIntBits(field.getFloat(owner)));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setFloat(owner, Float.intBitsToFloat(in.in().readInt()));
        }

        @Override
        Object readValue(GraphReader in) {
            return Float.intBitsToFloat(in.in().readInt());
        }
    }

    private static final class OfDouble extends FieldAccess {
        OfDouble(Field field) {
            super(field);
        }

        @Override
        void write(Object owner, GraphWriter out) throws IllegalAccessException {
            out.out().appendLong(Double.doubleToRawLongBits(field.getDouble(owner)));
        }

        @Override
        void read(Object owner, GraphReader in) throws IllegalAccessException {
            field.setDouble(owner, Double.longBitsToDouble(in.in().readLong()));
        }

        @Override
        Object readValue(GraphReader in) {
            return Double.longBitsToDouble(in.in().readLong());
        }
    }
}
