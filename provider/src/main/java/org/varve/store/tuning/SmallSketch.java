package org.varve.store.tuning;

import org.varve.store.policy.FrequencySketch;

/** What {@link FrequencySketch} is for a store, for some hundred keys and one thread at a time: estimates, rising conservatively, halved now and then. */
final class SmallSketch {
    private static final int ROWS = 4;
    /** As many bits of counters per key as a store has. */
    private static final int COUNTERS_PER_KEY = 8;
    private static final int PERIOD_PER_KEY = 10;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final byte[] counters;
    private final int rowMask;
    private final int period;
    private int counted;

    /** @param keys a power of two */
    SmallSketch(int keys) {
        counters = new byte[keys * COUNTERS_PER_KEY];
        rowMask = counters.length / ROWS - 1;
        period = keys * PERIOD_PER_KEY;
    }

    int frequency(long hash) {
        long mixed = hash * MIX;
        int least = FrequencySketch.MAX;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, counters[at(mixed, row)]);
        }
        return least;
    }

    void raise(long hash) {
        int least = frequency(hash);
        if (least == FrequencySketch.MAX) {
            return;
        }
        long mixed = hash * MIX;
        for (int row = 0; row < ROWS; row++) {
            int at = at(mixed, row);
            if (counters[at] == least) {
                counters[at]++;
            }
        }
        if (++counted >= period) {
            counted /= 2;
            for (int i = 0; i < counters.length; i++) {
                counters[i] >>= 1;
            }
        }
    }

    private int at(long mixed, int row) {
        return row * (rowMask + 1) + ((int) (mixed >>> Short.SIZE * row) & rowMask);
    }
}
