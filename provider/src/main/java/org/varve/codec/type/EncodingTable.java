package org.varve.codec.type;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.varve.codec.Codec;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;
import org.varve.codec.type.TypeEncoding.Equality;

/** How the groups of encodings enter their rows into {@link BuiltInTypes}. */
final class EncodingTable {
    private final Map<Class<?>, ObjectEncoding> byClass = new HashMap<>();
    private final ObjectEncoding[] byTag = new ObjectEncoding[Tag.LIMIT];

    /** An immutable class for which {@code equals} is the same as equality of payloads; it has to be final, see {@link Codec#isCanonical}. */
    <T> void addCanonical(int tag, Class<? extends T> type, TypeEncoding.Writer<? super T> writer,
            TypeEncoding.Reader<? extends T> reader) {
        addCanonical(tag, type, null, writer, reader);
    }

    <T> void addCanonical(int tag, Class<? extends T> type, Predicate<? super T> representable,
            TypeEncoding.Writer<? super T> writer, TypeEncoding.Reader<? extends T> reader) {
        add(type, new TypeEncoding<T>(tag, type, Equality.BY_BYTES, Sharing.VALUE, representable, writer, reader));
    }

    /** A class whose objects are compared by {@code equals}. */
    <T> void addComparable(int tag, Class<? extends T> type, Sharing sharing, TypeEncoding.Writer<? super T> writer,
            TypeEncoding.Reader<? extends T> reader) {
        addComparable(tag, type, sharing, null, writer, reader);
    }

    <T> void addComparable(int tag, Class<? extends T> type, Sharing sharing, Predicate<? super T> representable,
            TypeEncoding.Writer<? super T> writer, TypeEncoding.Reader<? extends T> reader) {
        add(type, new TypeEncoding<T>(tag, type, Equality.BY_OBJECTS, sharing, representable, writer, reader));
    }

    /** One of perhaps several classes whose objects are written by the same encoding. */
    void add(Class<?> type, ObjectEncoding encoding) {
        if (byClass.put(type, encoding) != null) {
            throw new IllegalStateException("Two encodings for " + type);
        }
        add(encoding);
    }

    /** An encoding for a kind of classes that {@link BuiltInTypes} knows how to tell. */
    void add(ObjectEncoding encoding) {
        int tag = encoding.tag();
        if (byTag[tag] != null && byTag[tag] != encoding) {
            throw new IllegalStateException("Two encodings for tag " + tag);
        }
        byTag[tag] = encoding;
    }

    ObjectEncoding of(Class<?> type) {
        return byClass.get(type);
    }

    ObjectEncoding of(byte tag) {
        return tag < 0 ? null : byTag[tag];
    }
}
