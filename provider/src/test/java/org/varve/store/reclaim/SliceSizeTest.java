package org.varve.store.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A step takes less than a millisecond, whatever a record costs. */
class SliceSizeTest {
    private final SliceSize size = new SliceSize();

    private void settle(long nanosPerRecord) {
        for (int i = 0; i < 20; i++) {
            size.took(size.records() * nanosPerRecord);
        }
    }

    @Test
    void fastOnesAreLongAndSlowOnesShort() {
        settle(100);
        assertEquals(512, size.records());
        settle(3000);
        assertEquals(256, size.records());
        settle(20_000);
        assertEquals(50, size.records());
        settle(1000_000);
        assertEquals(32, size.records());
        settle(100);
        assertEquals(512, size.records());
    }

    @Test
    void afterOneThatTookFarTooLongAllIsDifferentAtOnce() {
        settle(100);
        // The compiled code was given up.
        size.took(30_000_000);
        assertEquals(32, size.records());
        settle(100);
        size.took(2_000_000);
        assertEquals(256, size.records());
        size.took(4_000_000);
        assertEquals(64, size.records());
    }
}
