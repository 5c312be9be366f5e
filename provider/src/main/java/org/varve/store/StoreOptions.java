package org.varve.store;

/**
 * What a store is built with.
 *
 * @param name           appears in thread names and messages
 * @param capacity       budget in bytes for everything the store keeps off-heap, at least {@link #MIN_CAPACITY}
 * @param maxCapacity    the highest budget to which it can be raised while it is open; fixes the width of locations and the size of tables on the heap
 *                       (about 0.1 % of it)
 * @param reclaimThreads number of threads that reclaim memory in the background, at least 1
 * @param sizeExponent   how strongly eviction prefers small entries: frequency is divided by size to this power. 1 is best for the ratio of hits, 0 for the
 *                       ratio of bytes served
 * @param time           the clocks
 */
public record StoreOptions(String name, long capacity, long maxCapacity, int reclaimThreads, double sizeExponent, TimeSource time) {
    /** Smallest budget: 8 MiB. */
    public static final long MIN_CAPACITY = 8L << 20;
    /** Largest budget: 8 TiB. */
    public static final long MAX_CAPACITY = 8L << 40;
    /** A budget can be raised to so many times what it was at first, unless said otherwise. */
    private static final int USUAL_GROWTH = 4;
    /** Beyond that the tables for the highest budget would be large beside the first. */
    private static final int MOST_GROWTH = 256;
    private static final int MAX_THREADS = 64;

    /** Checks the bounds. */
    public StoreOptions {
        if (name == null || time == null) {
            throw new NullPointerException(name == null ? "name" : "time");
        }
        checkCapacity(name, capacity);
        if (maxCapacity < capacity || maxCapacity > MAX_CAPACITY || maxCapacity / MOST_GROWTH > capacity) {
            throw new IllegalArgumentException("the highest capacity of store " + name + " is " + maxCapacity + " bytes; allowed are its capacity, "
                    + capacity + ", to " + MOST_GROWTH + " times that, and at most " + MAX_CAPACITY + " (8 TiB)");
        }
        if (reclaimThreads < 1 || reclaimThreads > MAX_THREADS) {
            throw new IllegalArgumentException("store " + name + " is to have " + reclaimThreads + " reclaiming threads; allowed are 1 to " + MAX_THREADS);
        }
        if (!(sizeExponent >= 0 && sizeExponent <= 2)) {
            throw new IllegalArgumentException("the size exponent of store " + name + " is " + sizeExponent + "; allowed are 0 to 2");
        }
    }

    /** The usual options. */
    public static StoreOptions of(String name, long capacity, TimeSource time) {
        long max = Math.max(capacity, Math.min(MAX_CAPACITY, capacity > MAX_CAPACITY / USUAL_GROWTH ? MAX_CAPACITY : capacity * USUAL_GROWTH));
        return new StoreOptions(name, capacity, max, 1, 1.0, time);
    }

    public StoreOptions withMaxCapacity(long bytes) {
        return new StoreOptions(name, capacity, bytes, reclaimThreads, sizeExponent, time);
    }

    public StoreOptions withReclaimThreads(int threads) {
        return new StoreOptions(name, capacity, maxCapacity, threads, sizeExponent, time);
    }

    public StoreOptions withSizeExponent(double exponent) {
        return new StoreOptions(name, capacity, maxCapacity, reclaimThreads, exponent, time);
    }

    /** @throws IllegalArgumentException if no store can have such a budget */
    static void checkCapacity(String name, long capacity) {
        if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("the capacity of store " + name + " is " + capacity + " bytes; allowed are " + MIN_CAPACITY
                    + " (8 MiB) to " + MAX_CAPACITY + " (8 TiB)");
        }
    }
}
