package org.varve.codec.graph.field;

import java.io.ObjectInputFilter;
import org.varve.codec.ClassTable;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;

/**
 * Object graphs field by field where that is right, else by Java serialization. For a given graph the choice is always the
 * same, and so are the bytes: values without an {@code equals} of their own are compared by them.
 */
public final class FieldCodec implements GraphCodec {
    /** From JDK 26 on, setting final fields after a call of setAccessible is warned of, and may be denied. */
    private static final boolean SETS_FINALS = Runtime.version().feature() < 26;

    private final PlanTable plans;
    private final ObjectInputFilter filter;
    private final GraphCodec serialization;

    /**
     * @param classes       the numbers of the cache's classes: only what has one can be read
     * @param filter        of the user, asked for every class that is read, besides the filter of the whole JVM; may be null
     * @param serialization for graphs that hold objects of other classes
     */
    public FieldCodec(ClassTable classes, ObjectInputFilter filter, GraphCodec serialization) {
        this.plans = new PlanTable(classes, SETS_FINALS);
        this.filter = filter;
        this.serialization = serialization;
    }

    @Override
    public void write(Object object, EncodeBuffer out) {
        int start = out.length();
        try {
            new GraphWriter(plans, out).write(object);
            return;
        } catch (Unsuitable graph) {
            out.truncate(start);
        } catch (StackOverflowError e) {
            throw new CodecException(object.getClass().getName() + " cannot be cached: its objects are nested too deeply. "
                    + "Give it a writeObject method that writes them in a loop, or the thread a larger stack", e);
        } catch (CodecException refused) {
            throw refused;
        } catch (RuntimeException | LinkageError e) { // collections behind views, or changed by another thread meanwhile
            throw new CodecException(object.getClass().getName() + " cannot be cached: its encoding failed with " + e, e);
        }
        out.appendByte(GraphLayout.NULL);
        serialization.write(object, out);
    }

    @Override
    public Object read(byte[] bytes, int offset, int length) {
        if (length > 0 && bytes[offset] == GraphLayout.NULL) {
            return serialization.read(bytes, offset + 1, length - 1);
        }
        DecodeInput in = new DecodeInput(bytes, offset, offset + length);
        try {
            Object object = new GraphReader(plans, in, ReadFilter.create(filter, in)).read();
            in.expectEnd();
            return object;
        } catch (CodecException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new CodecException("A cached object is nested too deeply for this thread's stack", e);
        } catch (RuntimeException | LinkageError e) { // constructors, hashCode and compareTo of the user, or damage
            throw new CodecException("A cached object could not be decoded: " + e, e);
        }
    }
}
