package org.varve.benchmarks.peers;

/** What a cache is told about how much it may keep. */
public enum Bound {
    /** There is room for all entries, and a cache that evicts nevertheless is told so by {@code found}. */
    ROOM,
    /** Bytes. A cache that knows entries only is told how many of the average size the bytes hold. */
    BYTES,
    /** Entries. Only for caches that can be told so, see {@link PeerKind#countsEntries}. */
    ENTRIES
}
