package org.varve.codec.type;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.varve.codec.Codec;
import org.varve.codec.Tag;

/** The classes that have an encoding of their own, by class and by tag. Complete once it has been loaded, then never changed. */
public final class BuiltInTypes {
    private static final Map<Class<?>, TypeEncoding<?>> BY_CLASS = new HashMap<>();
    private static final TypeEncoding<?>[] BY_TAG = new TypeEncoding<?>[Tag.LIMIT];

    static {
        Table table = new Table();
        NumberEncodings.addTo(table);
        TimeEncodings.addTo(table);
        ZoneEncodings.addTo(table);
        DateEncodings.addTo(table);
        try {
            SqlEncodings.addTo(table);
        } catch (NoClassDefFoundError absent) {
            // The module java.sql is optional. Where it is missing there are no objects of its classes either.
        }
    }

    /** How the groups of encodings enter their rows. */
    static final class Table {
        private Table() {
        }

        /** A class for which {@code equals} is the same as equality of payloads; it has to be final, see {@link Codec#isCanonical}. */
        <T> void addCanonical(int tag, Class<? extends T> type, TypeEncoding.Writer<? super T> writer,
                TypeEncoding.Reader<? extends T> reader) {
            addCanonical(tag, type, always -> true, writer, reader);
        }

        <T> void addCanonical(int tag, Class<? extends T> type, Predicate<? super T> representable,
                TypeEncoding.Writer<? super T> writer, TypeEncoding.Reader<? extends T> reader) {
            add(new TypeEncoding<T>(tag, type, TypeEncoding.Equality.BY_BYTES, representable, writer, reader));
        }

        /** A class whose objects are compared by {@code equals}. */
        <T> void addComparable(int tag, Class<? extends T> type, TypeEncoding.Writer<? super T> writer,
                TypeEncoding.Reader<? extends T> reader) {
            addComparable(tag, type, always -> true, writer, reader);
        }

        <T> void addComparable(int tag, Class<? extends T> type, Predicate<? super T> representable,
                TypeEncoding.Writer<? super T> writer, TypeEncoding.Reader<? extends T> reader) {
            add(new TypeEncoding<T>(tag, type, TypeEncoding.Equality.BY_OBJECTS, representable, writer, reader));
        }

        private void add(TypeEncoding<?> encoding) {
            if (BY_CLASS.put(encoding.type(), encoding) != null || BY_TAG[encoding.tag()] != null) {
                throw new IllegalStateException("Two encodings for " + encoding.type() + " or tag " + encoding.tag());
            }
            BY_TAG[encoding.tag()] = encoding;
        }
    }

    private BuiltInTypes() {
    }

    /** The encoding of exactly this class, or null. */
    public static TypeEncoding<?> of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** The encoding with this tag, or null. */
    public static TypeEncoding<?> of(byte tag) {
        return tag < 0 ? null : BY_TAG[tag];
    }
}
