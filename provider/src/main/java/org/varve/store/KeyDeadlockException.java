package org.varve.store;

/** Two or more threads wait for keys that the others hold; the one that would have closed the cycle gets this instead. */
public final class KeyDeadlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyDeadlockException(String message) {
        super(message);
    }
}
