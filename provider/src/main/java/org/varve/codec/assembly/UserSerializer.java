package org.varve.codec.assembly;

import java.io.IOException;
import java.util.Set;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Serializer;
import org.varve.codec.SerializerInput;
import org.varve.codec.SerializerOutput;

/** A serializer of the user's, held to what {@link Serializer} promises; whatever goes wrong is a CodecException that names it. */
final class UserSerializer {
    private final Serializer<Object> serializer;
    private final String name;
    private final int limit;
    private final boolean mayBeEmpty;
    private final boolean canonical;
    private final Set<? extends Class<?>> types;

    /** @param limit the most bytes that it may write for one object */
    UserSerializer(Serializer<?> serializer, int limit) {
        @SuppressWarnings("unchecked") // an object of another class is a ClassCastException in write, reported like any other failure
        Serializer<Object> any = (Serializer<Object>) serializer;
        this.serializer = any;
        this.name = serializer.getClass().getName();
        this.limit = limit;
        try {
            this.mayBeEmpty = serializer.mayBeEmpty();
            this.canonical = serializer.isCanonical();
            this.types = Set.copyOf(serializer.types());
        } catch (RuntimeException | LinkageError e) {
            throw new CodecException("Serializer " + name + " does not tell what it is for: " + e, e);
        }
    }

    Set<? extends Class<?>> types() {
        return types;
    }

    boolean isCanonical() {
        return canonical;
    }

    void write(Object object, EncodeBuffer out) {
        int start = out.length();
        SerializerOutput output = new SerializerOutput(out, limit);
        try {
            serializer.write(object, output);
        } catch (StackOverflowError e) {
            throw failed("write", object.getClass(), "ran out of stack", e);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw failed("write", object.getClass(), "failed with " + e, e);
        } finally {
            output.close();
        }
        if (out.length() == start && !mayBeEmpty) {
            throw failed("write", object.getClass(), "wrote nothing; let mayBeEmpty return true if that is meant", null);
        }
    }

    /** Reads all that is left. */
    Object read(DecodeInput in) {
        SerializerInput input = new SerializerInput(in);
        Object object;
        try {
            object = serializer.read(input);
        } catch (StackOverflowError e) {
            throw failed("read", null, "ran out of stack", e);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw failed("read", null, "failed with " + e, e);
        } finally {
            input.close();
        }
        if (object == null) {
            throw failed("read", null, "returned null", null);
        }
        if (in.remaining() != 0) {
            throw failed("read", object.getClass(), "left " + in.remaining() + " bytes unread of what was written", null);
        }
        return object;
    }

    private CodecException failed(String method, Class<?> type, String what, Throwable cause) {
        String object = type == null ? "an object" : "an object of " + type.getName();
        return new CodecException("Serializer " + name + " did not " + method + " " + object + ": it " + what, cause);
    }

    @Override
    public String toString() {
        return name;
    }
}
