package org.varve.codec.type;

import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;

/** The encoding of the objects of one class, or of a kind of classes that share a tag. Thread safe. */
public abstract class ObjectEncoding {
    /** What it means for an object of the class to be the same object twice in a graph. */
    public enum Sharing {
        /** Nothing: it can neither be changed nor hold what can. */
        VALUE,
        /** Nothing, but it may hold other objects. */
        IMMUTABLE,
        /** A change through one reference is seen through the other. */
        MUTABLE
    }

    private final int tag;
    private final String name;

    ObjectEncoding(int tag, String name) {
        this.tag = tag;
        this.name = name;
    }

    public final int tag() {
        return tag;
    }

    /** Whether equal bytes are the same as {@code equals}; see {@link Codec#isCanonical}. */
    public abstract boolean isCanonical();

    /** False if the object's identity need not be noted. */
    public abstract Sharing sharing(Object object);

    /** Whether there may be other objects in it, which are encoded by a {@link Nesting}. */
    public abstract boolean isContainer();

    /**
     * Appends tag and payload.
     *
     * @return false if the payload has no form for the object, which then goes to the graph codec; what has been appended is waste
     */
    public abstract boolean write(Object object, EncodeBuffer out, Nesting nesting);

    /**
     * Reads a payload, which is all that remains.
     *
     * @throws CodecException if it is damaged
     */
    public final Object read(DecodeInput in, Nesting nesting) {
        Object object;
        try {
            object = readPayload(in, nesting);
        } catch (CodecException damaged) {
            throw damaged;
        } catch (RuntimeException | LinkageError damaged) { // what classes say of values out of their range
            throw new CodecException("Damaged encoding of a " + name + ": " + damaged, damaged);
        }
        in.expectEnd();
        return object;
    }

    /** May fail with any RuntimeException where the payload is damaged, and may leave bytes that are too many. */
    abstract Object readPayload(DecodeInput in, Nesting nesting);
}
