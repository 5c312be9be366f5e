package org.varve.codec.type;

import org.varve.codec.ClassTable;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;

/** What containers need from whoever encodes objects of all kinds: their elements. One for each cache and role. Thread safe. */
public interface Nesting {
    /**
     * Appends an element so that it tells where it ends.
     *
     * @param element may be null
     * @return false if the container, with all that it is in, has to go to the graph codec; what has been appended is waste
     */
    boolean write(Object element, EncodeBuffer out);

    /** Reads what {@link #write} has appended. */
    Object read(DecodeInput in);

    /** Numbers of the classes in the cache. */
    ClassTable classes();
}
