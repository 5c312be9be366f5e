package org.varve.store.segment;

/** What a segment holds, for the eviction policy. */
public enum Stream {
    /** New records. */
    WINDOW,
    /** Records that have been admitted and not been used since. */
    PROBATION,
    /** Records that were used while on probation. */
    PROTECTED
}
