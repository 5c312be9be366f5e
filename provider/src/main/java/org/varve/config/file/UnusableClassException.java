package org.varve.config.file;

/** A class that a setting names and that cannot be used; the message says why, which the name alone does not show. */
final class UnusableClassException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnusableClassException(String message, Throwable cause) {
        super(message, cause);
    }
}
