package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.index.CacheAccount;
import org.varve.store.segment.Geometry;

/** A key object is used for one operation after the other, whatever became of the last one, and keeps nothing of it alive. */
@Timeout(60)
class StoreKeyReuseTest {
    private static final Geometry GEOMETRY = new Geometry(10, 64, 13, 2, 2, 2);
    private static final int MOST_COLLECTIONS = 50;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final CheckedMemory memory = new CheckedMemory();

    /** Fails at the first read that the operation makes of the store's memory. */
    private void failing(Runnable operation) {
        memory.hook(access -> {
            throw new IllegalStateException("broken");
        });
        assertThrows(IllegalStateException.class, operation::run);
        memory.unhook();
    }

    @Test
    void anOperationThatFailsLeavesNothingForTheNext() {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        StoreKey key = Mappings.key("key");
        byte[] value = new byte[100];
        assertEquals(Presence.ABSENT, keyspace.put(key, value, 0, 100, Expiry.ETERNAL, Expiry.ETERNAL));
        assertNull(key.request().value());
        assertNull(key.change().index());
        failing(() -> keyspace.put(key, value, 0, 100, Expiry.ETERNAL, Expiry.ETERNAL));
        assertNull(key.request().value());
        assertNull(key.change().index());
        failing(() -> keyspace.remove(key));
        assertNull(key.change().index());
        assertEquals(Presence.LIVE, keyspace.put(key, value, 10, 20, Expiry.ETERNAL, Expiry.ETERNAL));
        assertEquals(Presence.LIVE, keyspace.remove(key));
        assertEquals(Presence.ABSENT, keyspace.remove(key));
        StoreVerifier.verify(store);
    }

    @Test
    void aKeyThatIsKeptKeepsNoKeyspaceAlive() throws InterruptedException {
        StoreKey key = Mappings.key("key");
        Store store = stores.open(GEOMETRY, memory);
        WeakReference<CacheAccount> closed = useAndClose(store, key);
        for (int i = 0; closed.get() != null && i < MOST_COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(closed.get());
    }

    /** The failure comes from a keyspace that was closed while the operation was under way. */
    private WeakReference<CacheAccount> useAndClose(Store store, StoreKey key) {
        Keyspace keyspace = store.openKeyspace("gone", false);
        Mappings.put(keyspace, key, new byte[10]);
        memory.hook(access -> keyspace.close());
        assertThrows(StoreClosedException.class, () -> Mappings.put(keyspace, key, new byte[10]));
        memory.unhook();
        return new WeakReference<>(keyspace.account());
    }

    /** What {@code equals} does with the same keyspace has key objects of its own; it comes between two tries of the operation that asked. */
    @Test
    void equalsMayUseTheKeyspaceInTheMiddleOfAPut() {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        StoreKey first = new StoreKey();
        first.setComparable(new byte[] {1}, 1, 7, stored -> false);
        Mappings.put(keyspace, first, new byte[] {1, 1});
        StoreKey key = new StoreKey();
        key.setComparable(new byte[] {2}, 1, 7, stored -> {
            StoreKey again = new StoreKey();
            again.setComparable(new byte[] {1}, 1, 7, other -> false);
            assertEquals(Presence.LIVE, Mappings.put(keyspace, again, new byte[] {3, 3, 3}));
            assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.key("inner"), new byte[5]));
            assertEquals(Presence.LIVE, keyspace.remove(Mappings.key("inner")));
            return false;
        });
        assertEquals(Presence.ABSENT, Mappings.put(keyspace, key, new byte[] {2, 2}));
        assertArrayEquals(new byte[] {2, 2}, Mappings.get(keyspace, key));
        assertArrayEquals(new byte[] {3, 3, 3}, Mappings.get(keyspace, first));
        assertEquals(2, keyspace.size());
        StoreVerifier.verify(store);
    }
}
