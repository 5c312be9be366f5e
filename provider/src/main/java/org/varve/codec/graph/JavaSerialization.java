package org.varve.codec.graph;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import org.varve.codec.ClassResolver;
import org.varve.codec.CodecException;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;

/**
 * Any Serializable object, by Java serialization. This runs user code ({@code writeObject}, {@code readResolve} and the like),
 * whose failures become a {@link CodecException}; errors of the machine, such as OutOfMemoryError, are passed on.
 */
final class JavaSerialization implements GraphCodec {
    private final ClassResolver resolver;
    private final ObjectInputFilter filter;

    /** @param filter asked for every class in a stream, besides the filter of the whole JVM; may be null */
    JavaSerialization(ClassResolver resolver, ObjectInputFilter filter) {
        this.resolver = resolver;
        this.filter = filter;
    }

    @Override
    public void write(Object object, EncodeBuffer out) {
        String type = object.getClass().getName();
        if (!(object instanceof Serializable)) {
            throw new CodecException(type + " cannot be cached: it does not implement java.io.Serializable. "
                    + "Make it and all that it refers to Serializable, or cache an object of another class");
        }
        try {
            ObjectEncoder stream = new ObjectEncoder(out);
            stream.writeObject(object);
            stream.flush();
        } catch (NotSerializableException e) {
            throw new CodecException(type + " cannot be cached: it refers to an object that is not Serializable, of class "
                    + e.getMessage() + ". Make that class Serializable, or the field that refers to it transient", e);
        } catch (CodecException tooLarge) {
            throw tooLarge;
        } catch (StackOverflowError e) {
            throw new CodecException(type + " cannot be cached: its objects are nested too deeply for Java serialization. "
                    + "Give it a writeObject method that writes them in a loop, or the thread a larger stack", e);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new CodecException(type + " cannot be cached: its serialization failed with " + e, e);
        }
    }

    @Override
    public Object read(byte[] bytes, int offset, int length) {
        Object object;
        try {
            object = new ObjectDecoder(new ByteArrayInputStream(bytes, offset, length), length, resolver, filter).readObject();
        } catch (ClassNotFoundException e) {
            throw new CodecException("A cached object is of a class that is not visible to the class loader "
                    + resolver.loader() + ": " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new CodecException("A cached object is nested too deeply for Java serialization on this thread's stack", e);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new CodecException("A cached object could not be deserialized: " + e, e);
        }
        if (object == null) {
            throw new CodecException("A cached object was deserialized to null");
        }
        return object;
    }
}
