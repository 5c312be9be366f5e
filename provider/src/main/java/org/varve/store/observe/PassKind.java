package org.varve.store.observe;

/** What a pass over a segment is for. */
public enum PassKind {
    /** Live records are moved together. */
    COMPACTION,
    /** Records of two segments compete for the room of one. */
    CONTEST,
    /** Records of caches above their ceiling go. */
    SIFTING,
    /** Everything goes, because somebody needs much room at once. */
    FLUSH;

    /** False for a compaction, which keeps whatever has not expired. */
    public boolean mayEvict() {
        return this != COMPACTION;
    }
}
