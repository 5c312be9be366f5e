package org.varve.jcache.management;

/**
 * The accounts of one store, registered as {@code org.varve:type=Store,CacheManager=<uri>,Store=<name>} while it is open. Sizes are in bytes, times in
 * nanoseconds; counts and times are those since the store was opened. At every moment {@code committed = live + dead + free + index}.
 */
public interface StoreMXBean {
    /** The URI of the cache manager that the store belongs to. */
    String getManager();

    /** {@code default}, a configured name, or {@code cache:} and the name of the only cache in it. */
    String getName();

    /** Upper bound of everything off-heap, as last set. */
    long getBudget();

    /** Taken from the operating system and not given back. */
    long getCommitted();

    /** Records that can be read. */
    long getLive();

    /** Overwritten, removed, expired or evicted, and not yet reused. */
    long getDead();

    /** Blocks that hold nothing. */
    long getFree();

    /** The part of the budget that is live, from 0 to 1. */
    double getUtilisation();

    /** The index and the frequency sketch. */
    long getIndex();

    /** The frequency sketch, part of the index. */
    long getSketch();

    /** Tables on the Java heap. */
    long getHeap();

    /** Entries in all caches of the store. */
    long getRecords();

    /** Segments that are being appended to. */
    long getOpenSegments();

    /** Segments that are complete. */
    long getClosedSegments();

    /** Segments that are being emptied. */
    long getVictimSegments();

    /** Segments with new records. */
    long getWindowSegments();

    /** Segments with records that were admitted and have not been used since. */
    long getProbationSegments();

    /** Segments with records that were used while on probation. */
    long getProtectedSegments();

    /** Segments emptied by moving what was alive in them. */
    long getCompactions();

    /** Time spent on that. */
    long getCompactionNanos();

    /** Bytes moved, by compactions and by eviction. */
    long getCopiedBytes();

    /** Entries evicted for lack of room. */
    long getEvictions();

    /** Bytes of those. */
    long getEvictedBytes();

    /** Segments emptied in order to evict. */
    long getEvictionPasses();

    /** Time spent on that. */
    long getEvictionNanos();

    /** Expired entries that the store dropped by itself. */
    long getExpirations();

    /** Bytes of those. */
    long getExpiredBytes();

    /** Sweeps over all indexes for what has expired. */
    long getSweeps();

    /** Time spent on that. */
    long getSweepNanos();

    /** How often a writer had to wait for room. */
    long getStalls();

    /** For how long, all together. */
    long getStallNanos();

    /** Entries that could not be kept at all. */
    long getOversized();
}
