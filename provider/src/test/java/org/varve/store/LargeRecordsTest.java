package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;

/** Records of several blocks, which may extend a segment past its normal size. */
class LargeRecordsTest {
    private static final long CAPACITY = 8L << 20;
    /** Five blocks of 4 KiB: more than makes a full segment close, less than gets a segment of its own. */
    private static final int VALUE = 20_000;

    @Test
    void aFullStoreOfRecordsThatAllExtendTheirSegmentLosesOnlyTheOldestOnes() {
        try (Store store = Store.openQuiet("large", Geometry.of(CAPACITY, 2), Memory.system(), TimeSource.system())) {
            Keyspace keyspace = store.openKeyspace("large", false);
            StoreKey key = new StoreKey();
            byte[] value = new byte[VALUE];
            long fewest = Long.MAX_VALUE;
            for (int i = 0; i < 3000; i++) {
                byte[] encoded = ("key" + i).getBytes(StandardCharsets.UTF_8);
                key.setCanonical(encoded, encoded.length);
                keyspace.put(key, value, 0, VALUE, Expiry.ETERNAL, Expiry.ETERNAL);
                if (i * (long) VALUE > CAPACITY) {
                    fewest = Math.min(fewest, keyspace.size());
                }
            }
            assertTrue(fewest * VALUE > CAPACITY * 0.8, "at one moment only " + fewest + " records of " + VALUE + " bytes were left");
            assertTrue(store.figures().segments() > 32, "segments: " + store.figures().segments());
        }
    }
}
