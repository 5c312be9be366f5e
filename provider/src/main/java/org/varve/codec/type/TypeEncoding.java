package org.varve.codec.type;

import java.util.function.Predicate;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;

/**
 * The encoding of one class: a row of {@link BuiltInTypes}.
 *
 * @param <T> the class, or for a class that cannot be named a public parent
 */
public final class TypeEncoding<T> {
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

    /** Whether equal bytes are the same as {@code equals}; see {@link Codec#isCanonical}. */
    enum Equality { BY_BYTES, BY_OBJECTS }

    private final int tag;
    private final Class<? extends T> type;
    private final Equality equality;
    private final Predicate<? super T> representable;
    private final Writer<? super T> writer;
    private final Reader<? extends T> reader;

    TypeEncoding(int tag, Class<? extends T> type, Equality equality, Predicate<? super T> representable,
            Writer<? super T> writer, Reader<? extends T> reader) {
        this.tag = tag;
        this.type = type;
        this.equality = equality;
        this.representable = representable;
        this.writer = writer;
        this.reader = reader;
    }

    int tag() {
        return tag;
    }

    Class<? extends T> type() {
        return type;
    }

    public boolean isCanonical() {
        return equality == Equality.BY_BYTES;
    }

    /** False for the rare object of the class that the payload has no form for. */
    public boolean canWrite(Object object) {
        return representable.test(type.cast(object));
    }

    /** Tag and payload. */
    public void write(Object object, EncodeBuffer out) {
        out.appendByte(tag);
        writer.write(type.cast(object), out);
    }

    /** @throws CodecException if the payload is damaged */
    public Object read(DecodeInput in) {
        T object;
        try {
            object = reader.read(in);
        } catch (CodecException damaged) {
            throw damaged;
        } catch (RuntimeException damaged) { // what java.time and the number classes say of values out of their range
            throw new CodecException("Damaged encoding of a " + type.getName() + ": " + damaged.getMessage(), damaged);
        }
        in.expectEnd();
        return object;
    }
}
