package org.varve.config;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

/**
 * What a store is to be like: one budget off the heap, shared by the caches that live in it. Immutable. What is not set
 * follows from the rest, see {@link Builder}. Nothing is checked against the machine before {@link #resolve}.
 */
public final class StoreSettings implements Serializable {
    /** Property that sets the capacity of a manager's store; read among the system properties, too. */
    public static final String CAPACITY = "varve.store.capacity";

    /** Largest budget that can be configured: 1 TiB. */
    public static final long MAX_CAPACITY = 1L << 40;

    static final long MIN_DEFAULT = 32L << 20;
    static final long MAX_DEFAULT = 1L << 30;
    private static final long DEFAULT_FRACTION = 8;
    private static final int DEFAULT_THREADS = 1;
    private static final double DEFAULT_EXPONENT = 1.0;
    private static final long serialVersionUID = 1L;

    private final MemoryAmount capacity;
    private final MemoryAmount maxCapacity;
    private final int blockSize;
    private final int segmentSize;
    private final int reclaimThreads;
    private final double evictionExponent;
    /** Setting to where it was written. For messages: no part of the value. */
    private final HashMap<String, String> origins;

    private StoreSettings(Builder builder) {
        capacity = builder.capacity;
        maxCapacity = builder.maxCapacity;
        blockSize = builder.blockSize;
        segmentSize = builder.segmentSize;
        reclaimThreads = builder.reclaimThreads;
        evictionExponent = builder.evictionExponent;
        origins = new HashMap<>(builder.origins);
    }

    /** With nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A store of so many bytes. */
    public static StoreSettings ofCapacity(long bytes) {
        return builder().capacity(MemoryAmount.ofBytes(bytes)).build();
    }

    /** The budget at first; null for the default, see {@link Builder#capacity(MemoryAmount)}. */
    public MemoryAmount capacity() {
        return capacity;
    }

    /** The highest budget to which the store can be raised at run time; null for four times the first. */
    public MemoryAmount maxCapacity() {
        return maxCapacity;
    }

    /** Bytes of a block; 0 if that follows from the budgets. */
    public int blockSize() {
        return blockSize;
    }

    /** Bytes of a segment; 0 if that follows from the budget. */
    public int segmentSize() {
        return segmentSize;
    }

    /** Number of threads that reclaim memory. */
    public int reclaimThreads() {
        return reclaimThreads;
    }

    /** How strongly eviction prefers small entries, 0 to 2. */
    public double evictionExponent() {
        return evictionExponent;
    }

    /** The budget at first in bytes, where there is so much memory; not checked. */
    long capacityIn(MachineMemory memory) {
        if (capacity != null) {
            return capacity.in(memory);
        }
        long share = Math.min(memory.bytes() / DEFAULT_FRACTION, memory.besidesHeap() / 2);
        return Math.max(MIN_DEFAULT, Math.min(MAX_DEFAULT, share));
    }

    /** Where the capacity comes from, in words. */
    public String describe(MachineMemory memory) {
        if (capacity != null) {
            return where("capacity", "StoreSettings") + " = " + capacity;
        }
        return "default: an eighth of " + memory.source() + " (" + ByteSize.format(memory.bytes())
                + "), at most half of what the heap leaves and " + ByteSize.format(MAX_DEFAULT) + ", at least "
                + ByteSize.format(MIN_DEFAULT);
    }

    /**
     * What the store is to be opened with.
     *
     * @param name   of the store, for messages
     * @param memory what percentages refer to
     * @param time   its clocks
     * @throws SettingsException if a setting is out of bounds; the message names it, what was found and what is allowed
     */
    public StoreOptions resolve(String name, MachineMemory memory, TimeSource time) {
        long bytes = capacityIn(memory);
        if (bytes < StoreOptions.MIN_CAPACITY || bytes > MAX_CAPACITY) {
            throw SettingsException.refused(where("capacity", name), found(capacity, bytes), MemoryAmount.SYNTAX
                    + "; the result must lie between " + ByteSize.format(StoreOptions.MIN_CAPACITY) + " and " + ByteSize.format(MAX_CAPACITY));
        }
        long max = maxCapacity == null ? StoreOptions.usualMaxCapacity(bytes) : maxCapacity.in(memory);
        long most = Math.min(StoreOptions.MAX_CAPACITY, bytes * StoreOptions.MOST_GROWTH);
        if (max < bytes || max > most) {
            throw SettingsException.refused(where("max-capacity", name), found(maxCapacity, max), "from the capacity, " + ByteSize.format(bytes)
                    + ", to " + ByteSize.format(most) + ": at most " + StoreOptions.MOST_GROWTH + " times the capacity");
        }
        checkBlock(name, max);
        checkSegment(name, bytes);
        return StoreOptions.of(name, bytes, time).withMaxCapacity(max).withBlockSize(blockSize).withSegmentSize(segmentSize)
                .withReclaimThreads(threads(name)).withSizeExponent(exponent(name));
    }

    private static String found(MemoryAmount written, long bytes) {
        String amount = ByteSize.format(bytes);
        return written.toString().equals(amount) ? amount : written + "' = '" + amount;
    }

    private void checkBlock(String name, long max) {
        if (blockSize == 0) {
            return;
        }
        if (blockSize < StoreOptions.MIN_BLOCK || blockSize > StoreOptions.MAX_BLOCK || Integer.bitCount(blockSize) != 1) {
            throw SettingsException.refused(where("block-size", name), ByteSize.format(blockSize), "a power of two from "
                    + ByteSize.format(StoreOptions.MIN_BLOCK) + " to " + ByteSize.format(StoreOptions.MAX_BLOCK));
        }
        if (max / blockSize > StoreOptions.MOST_BLOCKS) {
            throw SettingsException.refused(where("block-size", name), ByteSize.format(blockSize), "at least "
                    + ByteSize.format(Long.highestOneBit(max / StoreOptions.MOST_BLOCKS)) + " where the highest capacity is " + ByteSize.format(max));
        }
    }

    private void checkSegment(String name, long bytes) {
        int block = blockSize == 0 ? StoreOptions.MIN_BLOCK : blockSize;
        long smallest = StoreOptions.minSegment(bytes, block);
        long largest = StoreOptions.maxSegment(bytes, block);
        if (segmentSize != 0 && (segmentSize < smallest || segmentSize % block != 0 || segmentSize > largest)) {
            throw SettingsException.refused(where("segment-size", name), ByteSize.format(segmentSize), "a multiple of the block, "
                    + ByteSize.format(block) + ", from " + ByteSize.format(smallest) + " to " + ByteSize.format(largest) + ": a "
                    + StoreOptions.MOST_SMALL_SEGMENTS + "th to a " + StoreOptions.LEAST_SEGMENTS + "th of the capacity");
        }
    }

    private int threads(String name) {
        if (reclaimThreads < 1 || reclaimThreads > StoreOptions.MAX_THREADS) {
            throw SettingsException.refused(where("reclaim-threads", name), reclaimThreads, "1 to " + StoreOptions.MAX_THREADS);
        }
        return reclaimThreads;
    }

    private double exponent(String name) {
        if (!(evictionExponent >= 0 && evictionExponent <= 2)) {
            throw SettingsException.refused(where("eviction-exponent", name), evictionExponent, "0 to 2");
        }
        return evictionExponent;
    }

    /** Where a setting was written, and its name; for one that nobody wrote, the store's name and its own. */
    String where(String setting, String name) {
        String origin = origins.get(setting);
        return origin == null ? name + ": " + setting : origin;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreSettings that && Objects.equals(capacity, that.capacity)
                && Objects.equals(maxCapacity, that.maxCapacity) && blockSize == that.blockSize && segmentSize == that.segmentSize
                && reclaimThreads == that.reclaimThreads && Double.compare(evictionExponent, that.evictionExponent) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(capacity, maxCapacity, blockSize, segmentSize, reclaimThreads, evictionExponent);
    }

    @Override
    public String toString() {
        return "StoreSettings[capacity=" + capacity + ", max-capacity=" + maxCapacity + ", block-size=" + blockSize + ", segment-size="
                + segmentSize + ", reclaim-threads=" + reclaimThreads + ", eviction-exponent=" + evictionExponent + "]";
    }

    /** Collects the settings of a store; may be used again after {@link #build}. */
    public static final class Builder {
        private MemoryAmount capacity;
        private MemoryAmount maxCapacity;
        private int blockSize;
        private int segmentSize;
        private int reclaimThreads = DEFAULT_THREADS;
        private double evictionExponent = DEFAULT_EXPONENT;
        private final Map<String, String> origins = new HashMap<>();

        private Builder() {
        }

        /**
         * The budget at first, 8 MiB to 1 TiB. Default, for the store of a manager only: an eighth of the container's or
         * machine's memory, at most half of what the heap leaves of it and 1 GiB, at least 32 MiB.
         */
        public Builder capacity(MemoryAmount amount) {
            capacity = amount;
            return this;
        }

        /** Like {@link #capacity(MemoryAmount)}, for example {@code "512MiB"} or {@code "25%"}. */
        public Builder capacity(String amount) {
            return capacity(MemoryAmount.parse(amount));
        }

        /** The highest budget to which the store can be raised at run time, the first to 256 times that. Default: four times. */
        public Builder maxCapacity(MemoryAmount amount) {
            maxCapacity = amount;
            return this;
        }

        /** Bytes of a block, a power of two from 4 to 64 KiB. Default 0: about a 2048th of the capacity. */
        public Builder blockSize(int bytes) {
            blockSize = bytes;
            return this;
        }

        /** Bytes of a segment, a multiple of the block, a 1024th to a 16th of the capacity. Default 0: a 128th of the capacity, at most 4 MiB. */
        public Builder segmentSize(int bytes) {
            segmentSize = bytes;
            return this;
        }

        /** Threads that reclaim memory, 1 to 64. Default: 1. */
        public Builder reclaimThreads(int threads) {
            reclaimThreads = threads;
            return this;
        }

        /** How strongly eviction prefers small entries, 0 to 2. Default: 1, best for the ratio of hits; 0 for the ratio of bytes. */
        public Builder evictionExponent(double exponent) {
            evictionExponent = exponent;
            return this;
        }

        /** Where a setting was written, for messages: for example {@code varve.conf:3: varve.store.capacity}. */
        public Builder origin(String setting, String where) {
            origins.put(setting, where);
            return this;
        }

        /** The settings; they are checked when a store is opened or a manager is made with them. */
        public StoreSettings build() {
            return new StoreSettings(this);
        }
    }
}
