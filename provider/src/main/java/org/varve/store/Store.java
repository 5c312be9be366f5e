package org.varve.store;

/** One byte budget off the heap, shared by the keyspaces opened in it. */
public final class Store implements AutoCloseable {
    /** @throws IllegalArgumentException if the capacity is out of bounds; the message says what is allowed */
    public static Store open(StoreOptions options) {
        throw new AssertionError();
    }

    /**
     * @param name      for messages and figures; need not be unique
     * @param expirable false if no mapping will ever have an expiry time other than ETERNAL (saves 8 bytes each)
     */
    public Keyspace openKeyspace(String name, boolean expirable) {
        throw new AssertionError();
    }

    public StoreFigures figures() {
        throw new AssertionError();
    }

    /** Closes every keyspace and gives the memory back. Operations under way end with {@link StoreClosedException}. Idempotent. */
    @Override
    public void close() {
        throw new AssertionError();
    }
}
