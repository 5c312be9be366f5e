package org.varve.codec;

/** How objects that have no encoding of their own become bytes, with all that they refer to. */
public enum GraphMode {
    /**
     * Field by field, which takes a small part of the time and of the bytes, where that comes to the same as Java serialization;
     * else by Java serialization, with a number in place of each class descriptor.
     */
    AUTO,
    /** By Java serialization only, with a number in place of each class descriptor. */
    JAVA
}
