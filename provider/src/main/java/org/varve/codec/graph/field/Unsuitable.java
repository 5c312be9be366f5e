package org.varve.codec.graph.field;

/**
 * Thrown while a graph is written that has to go through Java serialization. Not an error, and on a path that is taken often where
 * such classes are cached: hence no stack trace, and one instance per class or reason.
 */
final class Unsuitable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsuitable(String reason) {
        super(reason, null, false, false);
    }
}
