package org.varve.benchmarks.values;

import java.nio.ByteBuffer;

/**
 * What a user would write by hand for values of one class: fixed widths, no names, no headers. Libraries' own serializer interfaces are laid over it.
 *
 * @param <T> class of the values
 */
public interface HandWritten<T> {
    /** Bytes that {@link #write} will write. */
    int size(T value);

    /** Writes at the buffer's position. */
    void write(T value, ByteBuffer out);

    /** Reads what is between the buffer's position and limit. */
    T read(ByteBuffer in);
}
