package org.varve.store.index;

/** Where a new entry has gone. */
public enum Placed {
    IN_CELL,
    /** Into a chunk that the bucket had already: the table is getting crowded. */
    IN_CHUNK,
    /** Into the spare chunk, which belongs to the bucket now. */
    IN_SPARE,
    /** Nowhere: the bucket is full and there is no chunk, or its chain is as long as it may be. An entry has to go first. */
    NOWHERE
}
