package org.varve.store;

import java.util.Objects;
import org.varve.store.observe.StoreObserver;
import org.varve.store.segment.Geometry;

/**
 * What a store is built with.
 *
 * @param name           appears in thread names and messages
 * @param capacity       budget in bytes for everything the store keeps off-heap, at least {@link #MIN_CAPACITY}
 * @param maxCapacity    the highest budget to which it can be raised while it is open; fixes the width of locations and the size of tables on the heap
 *                       (about 0.1 % of it)
 * @param blockSize      bytes of a block, a power of two from {@link #MIN_BLOCK} to {@link #MAX_BLOCK}; 0 for one that follows from the budgets
 * @param segmentSize    bytes of a segment, a multiple of the block size from {@link #minSegment} to {@link #maxSegment}; 0 for one that follows from the
 *                       budget
 * @param reclaimThreads number of threads that reclaim memory in the background, 1 to {@value #MAX_THREADS}
 * @param sizeExponent   how strongly eviction prefers small entries, 0 to 2: frequency is divided by size to this power. 1 is best for the ratio of hits, 0
 *                       for the ratio of bytes served
 * @param time           the clocks
 * @param observer       is told what the store does by itself
 */
public record StoreOptions(String name, long capacity, long maxCapacity, int blockSize, int segmentSize, int reclaimThreads, double sizeExponent,
        TimeSource time, StoreObserver observer) {
    /** Smallest budget: 8 MiB. */
    public static final long MIN_CAPACITY = 8L << 20;
    /** Largest budget: 8 TiB. */
    public static final long MAX_CAPACITY = 8L << 40;
    /** Beyond that the tables for the highest budget would be large beside the first. */
    public static final int MOST_GROWTH = 256;
    /** Smallest block: 4 KiB. */
    public static final int MIN_BLOCK = Geometry.MIN_BLOCK;
    /** Largest block: 64 KiB. */
    public static final int MAX_BLOCK = Geometry.MAX_BLOCK;
    /** Largest segment: 64 MiB. */
    public static final int MAX_SEGMENT = 64 << 20;
    /** A budget has to hold so many segments: victims, survivors and open heads among them. */
    public static final int LEAST_SEGMENTS = 16;
    /** With more, and small ones, what is emptied at a time does not make room for a large record soon enough. */
    public static final int MOST_SMALL_SEGMENTS = 1024;
    /** Segments from this size on are never too small: 256 KiB. */
    private static final int SMALL_SEGMENT = 256 << 10;
    /** Most threads that reclaim. */
    public static final int MAX_THREADS = 64;
    /** Most blocks: there are tables on the heap with a place for each. */
    public static final long MOST_BLOCKS = MAX_CAPACITY / Geometry.MAX_BLOCK;
    /** A budget can be raised to so many times what it was at first, unless said otherwise. */
    private static final int USUAL_GROWTH = 4;

    /** Checks the bounds. */
    public StoreOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(observer, "observer");
        checkCapacity(name, capacity);
        if (maxCapacity < capacity || maxCapacity > MAX_CAPACITY || maxCapacity / MOST_GROWTH > capacity) {
            throw new IllegalArgumentException("the highest capacity of store " + name + " is " + maxCapacity + " bytes; allowed are its capacity, "
                    + capacity + ", to " + MOST_GROWTH + " times that, and at most " + MAX_CAPACITY + " (8 TiB)");
        }
        checkSizes(name, capacity, maxCapacity, blockSize, segmentSize);
        if (reclaimThreads < 1 || reclaimThreads > MAX_THREADS) {
            throw new IllegalArgumentException("store " + name + " is to have " + reclaimThreads + " reclaiming threads; allowed are 1 to " + MAX_THREADS);
        }
        if (!(sizeExponent >= 0 && sizeExponent <= 2)) {
            throw new IllegalArgumentException("the size exponent of store " + name + " is " + sizeExponent + "; allowed are 0 to 2");
        }
    }

    private static void checkSizes(String name, long capacity, long maxCapacity, int blockSize, int segmentSize) {
        if (blockSize != 0 && (blockSize < MIN_BLOCK || blockSize > MAX_BLOCK || Integer.bitCount(blockSize) != 1)) {
            throw new IllegalArgumentException("the blocks of store " + name + " are to have " + blockSize + " bytes; allowed are powers of two from "
                    + MIN_BLOCK + " to " + MAX_BLOCK);
        }
        if (blockSize != 0 && maxCapacity / blockSize > MOST_BLOCKS) {
            throw new IllegalArgumentException("store " + name + " would have up to " + maxCapacity / blockSize + " blocks of " + blockSize
                    + " bytes; allowed are " + MOST_BLOCKS);
        }
        int unit = blockSize == 0 ? MIN_BLOCK : blockSize;
        long smallest = minSegment(capacity, unit);
        long largest = maxSegment(capacity, unit);
        if (segmentSize != 0 && (segmentSize < smallest || segmentSize % unit != 0 || segmentSize > largest)) {
            throw new IllegalArgumentException("the segments of store " + name + " are to have " + segmentSize + " bytes; allowed are multiples of the block ("
                    + unit + ") from " + smallest + " to " + largest);
        }
    }

    /** The smallest segment in bytes: a {@value #MOST_SMALL_SEGMENTS}th of the capacity or 256 KiB, in whole blocks. */
    public static long minSegment(long capacity, int block) {
        return Math.max(1, Math.min(SMALL_SEGMENT, capacity / MOST_SMALL_SEGMENTS) / block) * block;
    }

    /** The largest segment in bytes: a {@value #LEAST_SEGMENTS}th of the capacity or 64 MiB, in whole blocks. */
    public static long maxSegment(long capacity, int block) {
        return Math.min(MAX_SEGMENT, capacity / LEAST_SEGMENTS) / block * block;
    }

    /** The usual options. */
    public static StoreOptions of(String name, long capacity, TimeSource time) {
        return new StoreOptions(name, capacity, usualMaxCapacity(capacity), 0, 0, 1, 1.0, time, StoreObserver.NONE);
    }

    /** The highest budget, in bytes, of a store of which only the first is given. */
    public static long usualMaxCapacity(long capacity) {
        return Math.max(capacity, Math.min(MAX_CAPACITY, capacity > MAX_CAPACITY / USUAL_GROWTH ? MAX_CAPACITY : capacity * USUAL_GROWTH));
    }

    public StoreOptions withMaxCapacity(long bytes) {
        return new StoreOptions(name, capacity, bytes, blockSize, segmentSize, reclaimThreads, sizeExponent, time, observer);
    }

    public StoreOptions withBlockSize(int bytes) {
        return new StoreOptions(name, capacity, maxCapacity, bytes, segmentSize, reclaimThreads, sizeExponent, time, observer);
    }

    public StoreOptions withSegmentSize(int bytes) {
        return new StoreOptions(name, capacity, maxCapacity, blockSize, bytes, reclaimThreads, sizeExponent, time, observer);
    }

    public StoreOptions withReclaimThreads(int threads) {
        return new StoreOptions(name, capacity, maxCapacity, blockSize, segmentSize, threads, sizeExponent, time, observer);
    }

    public StoreOptions withSizeExponent(double exponent) {
        return new StoreOptions(name, capacity, maxCapacity, blockSize, segmentSize, reclaimThreads, exponent, time, observer);
    }

    public StoreOptions withObserver(StoreObserver told) {
        return new StoreOptions(name, capacity, maxCapacity, blockSize, segmentSize, reclaimThreads, sizeExponent, time, told);
    }

    /** @throws IllegalArgumentException if no store can have such a budget */
    static void checkCapacity(String name, long capacity) {
        if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("the capacity of store " + name + " is " + capacity + " bytes; allowed are " + MIN_CAPACITY
                    + " (8 MiB) to " + MAX_CAPACITY + " (8 TiB)");
        }
    }
}
