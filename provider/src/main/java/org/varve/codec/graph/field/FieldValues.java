package org.varve.codec.graph.field;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.varve.codec.CodecException;

/**
 * The values of an object's fields for {@code defaultReadObjectForSerialization}, which wants them from a stream. That sets final
 * fields for serialization libraries where reflection would be warned of, and asks for them in the order in which they stand in
 * the graph.
 */
final class FieldValues extends ObjectInputStream {
    private final Values values;

    FieldValues(FieldAccess[] fields, GraphReader in) throws IOException {
        values = new Values(fields, in);
    }

    @Override
    public GetField readFields() {
        return values;
    }

    private static final class Values extends GetField {
        private final FieldAccess[] fields;
        private final GraphReader in;
        private int next;

        Values(FieldAccess[] fields, GraphReader in) {
            this.fields = fields;
            this.in = in;
        }

        private Object next(String name) {
            FieldAccess field = next < fields.length ? fields[next++] : null;
            if (field == null || !field.name().equals(name)) {
                throw new CodecException("The fields of a class are not asked for in their order: " + name);
            }
            return field.readValue(in);
        }

        @Override
        public ObjectStreamClass getObjectStreamClass() {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public boolean defaulted(String name) {
            return false;
        }

        @Override
        public boolean get(String name, boolean fallback) {
            return (boolean) next(name);
        }

        @Override
        public byte get(String name, byte fallback) {
            return (byte) next(name);
        }

        @Override
        public char get(String name, char fallback) {
            return (char) next(name);
        }

        @Override
        public short get(String name, short fallback) {
            return (short) next(name);
        }

        @Override
        public int get(String name, int fallback) {
            return (int) next(name);
        }

        @Override
        public long get(String name, long fallback) {
            return (long) next(name);
        }

        @Override
        public float get(String name, float fallback) {
            return (float) next(name);
        }

        @Override
        public double get(String name, double fallback) {
            return (double) next(name);
        }

        @Override
        public Object get(String name, Object fallback) {
            return next(name);
        }
    }
}
