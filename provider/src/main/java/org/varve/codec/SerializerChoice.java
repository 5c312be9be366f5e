package org.varve.codec;

import java.util.Objects;
import java.util.function.Supplier;

/** A serializer, or the class of one, that a user has chosen for a role. */
public final class SerializerChoice {
    private final String name;
    private final Supplier<Serializer<?>> source;

    private SerializerChoice(Class<?> type, Supplier<Serializer<?>> source) {
        this.name = type.getName();
        this.source = source;
    }

    static SerializerChoice of(Serializer<?> serializer) {
        return new SerializerChoice(Objects.requireNonNull(serializer, "serializer").getClass(), () -> serializer);
    }

    static SerializerChoice of(Class<? extends Serializer<?>> type) {
        return new SerializerChoice(Objects.requireNonNull(type, "type"), () -> create(type));
    }

    /**
     * The serializer: the one that was given, or a new one of the class.
     *
     * @throws CodecException if the class cannot be instantiated; names it
     */
    public Serializer<?> serializer() {
        return source.get();
    }

    /** The class of the serializer. */
    @Override
    public String toString() {
        return name;
    }

    private static Serializer<?> create(Class<? extends Serializer<?>> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new CodecException("Serializer " + type.getName()
                    + " cannot be made: it has to be a public class with a public constructor without parameters that does not fail", e);
        }
    }
}
