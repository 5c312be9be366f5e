package org.varve.store.reclaim;

/** Which indexes maintenance should merge buckets of. */
public enum Merging {
    /** None: a sweep goes through them in the order of their buckets, and would miss what is put into buckets that it has passed. */
    NONE,
    /** Those that are nearly empty: more is about to go, and what is merged before is copied in vain. */
    NEARLY_EMPTY,
    /** Those that are sparse. */
    SPARSE
}
