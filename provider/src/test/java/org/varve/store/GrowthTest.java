package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;

/** A store takes memory step by step. */
class GrowthTest {
    private static final int BLOCK_SHIFT = 12;
    private static final int BLOCKS = 2048;

    /** An extent of 32 blocks is used up again and again; the index must not evict because of that. */
    @Test
    void nothingIsEvictedBeforeTheBudgetIsUsed() {
        Geometry geometry = new Geometry(BLOCK_SHIFT, BLOCKS, BLOCK_SHIFT + 5, 16, 16, 2);
        try (Store store = Store.openQuiet("growing", geometry, Memory.system(), TimeSource.system())) {
            Keyspace keyspace = store.openKeyspace("cache", false);
            StoreKey key = new StoreKey();
            byte[] value = new byte[8];
            int entries = 0;
            while (store.figures().committed() < geometry.bytes() * 3 / 4) {
                byte[] bytes = ("key " + entries).getBytes(StandardCharsets.UTF_8);
                key.setCanonical(bytes, bytes.length);
                keyspace.put(key, value, 0, value.length, Expiry.ETERNAL, Expiry.ETERNAL);
                entries++;
                assertEquals(0, store.figures().evictions(), "evictions after " + entries + " entries");
            }
            assertEquals(entries, keyspace.size());
            assertTrue(entries > 100_000, "only " + entries + " entries fitted");
        }
    }
}
