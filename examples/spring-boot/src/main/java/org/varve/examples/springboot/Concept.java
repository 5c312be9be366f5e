package org.varve.examples.springboot;

import java.io.Serializable;

/**
 * Something with a name in many languages, such as the territory CH. It is a key of the cache {@code translations}:
 * keys and values live outside of the Java heap, so they are serializable.
 */
public record Concept(Kind kind, String code) implements Serializable {

    /** The first part of a path under {@code /names/{locale}}. */
    public enum Kind {
        TERRITORY,
        LANGUAGE,
        CURRENCY
    }
}
