package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.Geometry;

/** What caches wish is heeded by whoever evicts. */
class FloorTest {
    private static final Geometry GEOMETRY = new Geometry(12, 1024, 20, 8, 14, 1);

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    /** Others use what they have, so that much of the store is protected. */
    private static void flood(Keyspace keyspace, int rounds) {
        for (int i = 0; i < rounds; i++) {
            keyspace.put(Mappings.key("f" + i), new byte[100], 0, 100, Expiry.ETERNAL, Expiry.ETERNAL);
            keyspace.contains(Mappings.key("f" + i * 7L % 20_000));
        }
    }

    @Test
    void aCacheBelowItsFloorKeepsWhatItHasThoughNobodyUsesIt() {
        Store store = stores.open(GEOMETRY);
        Keyspace kept = store.openKeyspace(KeyspaceOptions.of("kept", false).withFloor(1 << 20));
        Keyspace others = store.openKeyspace("others", false);
        for (int i = 0; i < 4_000; i++) {
            kept.put(Mappings.key("k" + i), new byte[100], 0, 100, Expiry.ETERNAL, Expiry.ETERNAL);
        }
        flood(others, 300_000);
        assertTrue(others.evictions() > 100_000);
        assertEquals(0, kept.evictions());
    }
}
