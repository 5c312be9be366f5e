package org.varve.store.log;

/** Marks a record without the look at its segment before. For controls, which must fail. */
public final class RawRecords {
    private RawRecords() {
    }

    public static void markDead(Records records, long location) {
        records.markDead(location);
    }
}
