package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.Geometry;

/** A keyspace whose changes all happen under key locks. */
class RefusedWritesTest {
    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    @Test
    void aRefusedWriteLeavesNoTrace() {
        Geometry geometry = new Geometry(10, 64, 13, 2, 2, 2);
        Store store = stores.open(geometry, new CheckedMemory());
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        keyspace.refusePlainWrites(true);
        byte[] tooLarge = new byte[(int) geometry.maxRecord() + 1];
        assertNull(keyspace.put(Mappings.key("k"), new byte[10], 0, 10, Expiry.ETERNAL, Expiry.ETERNAL));
        assertNull(keyspace.put(Mappings.key("k"), tooLarge, 0, tooLarge.length, Expiry.ETERNAL, Expiry.ETERNAL));
        assertNull(keyspace.remove(Mappings.key("k")));
        assertEquals(0, keyspace.size());
        assertEquals(0, keyspace.evictions());
        try (LockedKey locked = keyspace.lock(Mappings.key("k"))) {
            assertEquals(Presence.ABSENT, locked.put(tooLarge, 0, tooLarge.length, Expiry.ETERNAL, Expiry.ETERNAL));
            assertEquals(Presence.ABSENT, locked.put(new byte[10], 0, 10, Expiry.ETERNAL, Expiry.ETERNAL));
        }
        assertEquals(1, keyspace.evictions());
        assertEquals(1, keyspace.size());
    }
}
