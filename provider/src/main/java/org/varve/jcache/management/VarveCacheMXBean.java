package org.varve.jcache.management;

/**
 * The accounts of one cache, registered as {@code org.varve:type=Cache,CacheManager=<uri>,Store=<name>,Cache=<name>} while it is open, whether or not its
 * statistics are enabled. Sizes are in bytes; counts are those since the cache was created. Hits and misses are in the statistics bean of the specification.
 */
public interface VarveCacheMXBean {
    /** The URI of the cache manager. */
    String getManager();

    /** The store that the cache lives in. */
    String getStore();

    /** The name of the cache. */
    String getName();

    /** Entries, expired ones that nobody has met yet included. */
    long getRecords();

    /** Their records, with headers and keys. */
    long getBytes();

    /** Bytes below which its entries are evicted last, as far as the store grants it; 0 for none. */
    long getFloor();

    /** Bytes above which its entries are evicted first; {@link Long#MAX_VALUE} for none. */
    long getCeiling();

    /** Entries evicted for lack of room. */
    long getEvictions();

    /** Expired entries that the store dropped by itself. */
    long getExpirations();

    /** Entries that could not be kept at all. */
    long getOversized();

    /** How many bytes of values became one by compression; 1 where nothing is compressed. */
    double getCompressionRatio();

    /** Values that compression made shorter. */
    long getCompressedValues();

    /** Values that it would not have, left as they were. */
    long getIncompressibleValues();
}
