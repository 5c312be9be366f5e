package org.varve.store;

/** Where a key's entry and record were found. */
final class EntryPlace {
    private int match = KeyMatch.DIFFERENT;
    private long at;
    private long location;
    private long shape;
    /** Keeps looks ahead from being optimised away. */
    private int touched;

    void set(int keyMatch, long position, long recordLocation, long recordShape) {
        match = keyMatch;
        at = position;
        location = recordLocation;
        shape = recordShape;
    }

    void touched(int something) {
        touched = something;
    }

    /** See {@link KeyMatch}; the others only count where it is the same key. */
    int match() {
        return match;
    }

    /** Position of the entry in its bucket. */
    long at() {
        return at;
    }

    long location() {
        return location;
    }

    /** See {@link org.varve.store.log.RecordLayout}. */
    long shape() {
        return shape;
    }
}
