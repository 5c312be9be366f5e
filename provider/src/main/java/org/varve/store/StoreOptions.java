package org.varve.store;

/**
 * What a store is built with.
 *
 * @param name     appears in thread names and messages
 * @param capacity budget in bytes for everything the store keeps off-heap, at least {@link #MIN_CAPACITY}
 * @param time     the clocks
 */
public record StoreOptions(String name, long capacity, TimeSource time) {
    /** Smallest budget: 8 MiB. */
    public static final long MIN_CAPACITY = 8L << 20;
    /** Largest budget: 8 TiB. */
    public static final long MAX_CAPACITY = 8L << 40;

    /** Checks the capacity. */
    public StoreOptions {
        if (name == null || time == null) {
            throw new NullPointerException(name == null ? "name" : "time");
        }
        if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("the capacity of store " + name + " is " + capacity + " bytes; allowed are " + MIN_CAPACITY
                    + " (8 MiB) to " + MAX_CAPACITY + " (8 TiB)");
        }
    }
}
