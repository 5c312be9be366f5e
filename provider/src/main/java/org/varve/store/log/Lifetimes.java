package org.varve.store.log;

import org.varve.store.segment.SegmentTable;

/**
 * Classes of remaining life. Records of one class share segments, so that what dies at about the same time lies together and its segment is freed whole. The
 * bounds are a factor of sixteen apart: 16 s, 4 min, 68 min, anything longer, and never.
 */
public final class Lifetimes {
    /** Class of what never expires. */
    public static final int ETERNAL = 0;
    /** With fewer blocks than this what can expire is one class, because each class keeps a block open. */
    private static final int BLOCKS_FOR_ALL = 1024;
    /** With fewer blocks than this there is one class altogether. */
    private static final int BLOCKS_FOR_TWO = 256;
    private static final long FIRST_BOUND = 16_000;
    private static final int FACTOR_SHIFT = 4;
    private static final int MORTAL_CLASSES = 4;

    private final int classes;

    /** @param blocks of the store */
    public Lifetimes(int blocks) {
        classes = blocks >= BLOCKS_FOR_ALL ? 1 + MORTAL_CLASSES : blocks >= BLOCKS_FOR_TWO ? 2 : 1;
    }

    /** Number of classes. */
    public int count() {
        return classes;
    }

    /** Class of a record that expires at {@code expireAt} when it is {@code now}. */
    public int classOf(long expireAt, long now) {
        if (expireAt == SegmentTable.ETERNAL || classes == 1) {
            return ETERNAL;
        }
        long life = expireAt - now;
        int found = 1;
        for (long bound = FIRST_BOUND; found < classes - 1 && life > bound; bound <<= FACTOR_SHIFT) {
            found++;
        }
        return found;
    }
}
