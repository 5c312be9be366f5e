package org.varve.store;

/** The store or keyspace was closed before or while it was used. */
public final class StoreClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public StoreClosedException(String message) {
        super(message);
    }
}
