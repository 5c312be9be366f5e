package org.varve.codec;

/** What encodes objects that have no encoding of their own. */
public enum GraphMode {
    /** The best library that is on the class path, Java serialization where there is none. */
    AUTO,
    /** Java serialization, which is always there. */
    JAVA
}
