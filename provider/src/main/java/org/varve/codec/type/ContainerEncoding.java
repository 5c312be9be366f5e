package org.varve.codec.type;

import java.util.function.Function;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;

/**
 * The encoding of one or several classes whose objects hold others.
 *
 * @param <T> what the classes are, as far as can be named
 */
final class ContainerEncoding<T> extends ObjectEncoding {
    /** Appends a payload; see {@link ObjectEncoding#write}. */
    @FunctionalInterface
    interface Writer<T> {
        boolean write(T object, EncodeBuffer out, Nesting nesting);
    }

    /** Reads a payload; may fail with any RuntimeException where it is damaged, and may leave bytes that are too many. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DecodeInput in, Nesting nesting);
    }

    private final Function<? super T, Sharing> sharing;
    private final Writer<? super T> writer;
    private final Reader<? extends T> reader;

    /** @param type one of the classes, for messages */
    ContainerEncoding(int tag, Class<?> type, Function<? super T, Sharing> sharing, Writer<? super T> writer,
            Reader<? extends T> reader) {
        super(tag, type.getName());
        this.sharing = sharing;
        this.writer = writer;
        this.reader = reader;
    }

    /** What it holds is asked for {@code equals}, which no payload can answer. */
    @Override
    public boolean isCanonical() {
        return false;
    }

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public Sharing sharing(Object object) {
        return sharing.apply(as(object));
    }

    @Override
    public boolean write(Object object, EncodeBuffer out, Nesting nesting) {
        out.appendByte(tag());
        return writer.write(as(object), out, nesting);
    }

    /** The table has chosen this encoding by the object's class. */
    @SuppressWarnings("unchecked")
    private T as(Object object) {
        return (T) object;
    }

    @Override
    Object readPayload(DecodeInput in, Nesting nesting) {
        return reader.read(in, nesting);
    }
}
