package org.varve.codec.type;

import java.lang.reflect.Array;
import java.util.function.Predicate;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;

/**
 * The encoding of one class whose objects hold no others: a row of {@link BuiltInTypes}.
 *
 * @param <T> the class, or for a class that cannot be named a public parent
 */
final class TypeEncoding<T> extends ObjectEncoding {
    /** Appends a payload. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T object, EncodeBuffer out);
    }

    /** Reads a payload; may fail with any RuntimeException where it is damaged, and may leave bytes that are too many. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DecodeInput in);
    }

    /** Whether equal bytes are the same as {@code equals}; see {@link org.varve.codec.Codec#isCanonical}. */
    enum Equality { BY_BYTES, BY_OBJECTS }

    private final Class<? extends T> type;
    private final Equality equality;
    private final Sharing sharing;
    /** Null if every object of the class has a form. */
    private final Predicate<? super T> representable;
    private final Writer<? super T> writer;
    private final Reader<? extends T> reader;

    TypeEncoding(int tag, Class<? extends T> type, Equality equality, Sharing sharing, Predicate<? super T> representable,
            Writer<? super T> writer, Reader<? extends T> reader) {
        super(tag, type.getName());
        this.type = type;
        this.equality = equality;
        this.sharing = sharing;
        this.representable = representable;
        this.writer = writer;
        this.reader = reader;
    }

    Class<? extends T> type() {
        return type;
    }

    @Override
    public boolean isCanonical() {
        return equality == Equality.BY_BYTES;
    }

    @Override
    public boolean isContainer() {
        return false;
    }

    @Override
    public Sharing sharing(Object object) {
        // Nothing can be changed in an array without elements; constants of them are common.
        return type.isArray() && Array.getLength(object) == 0 ? Sharing.VALUE : sharing;
    }

    @Override
    public boolean write(Object object, EncodeBuffer out, Nesting nesting) {
        @SuppressWarnings("unchecked") // it was chosen by the object's class
        T value = (T) object;
        if (representable != null && !representable.test(value)) {
            return false;
        }
        out.appendByte(tag());
        writer.write(value, out);
        return true;
    }

    @Override
    Object readPayload(DecodeInput in, Nesting nesting) {
        return reader.read(in);
    }
}
