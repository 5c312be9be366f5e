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
}
