package org.varve.codec;

/** An object could not be turned into bytes, or bytes into an object. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Bytes that no encoder has written. */
    public static CodecException damaged(String what) {
        return new CodecException("Damaged encoding: " + what);
    }
}
