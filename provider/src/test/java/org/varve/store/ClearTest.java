package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.index.CacheAccount;
import org.varve.store.index.Index;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/** A store in which nothing can be had has no memory for another index, which opening a cache wants and clearing one would like to have. */
@Timeout(60)
class ClearTest {
    private static final int ENTRIES = 150;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final Store store = stores.open(new Geometry(10, 64, 13, 2, 2, 1));
    private final StoreParts parts = store.parts();
    private final Keyspace keyspace = store.openKeyspace("cache", false);
    private final List<Index> others = new ArrayList<>();

    private void fill() {
        for (int key = 0; key < ENTRIES; key++) {
            Mappings.put(keyspace, Mappings.key("k" + key), Mappings.value(key, 40));
        }
        assertEquals(ENTRIES, keyspace.size());
    }

    /** Runs something while all memory is taken and nobody can make room. */
    private void whileNothingCanBeHad(Crew crew) {
        parts.reclaimer().whilePaused(() -> {
            while (parts.blocks().grow()) {
                assertTrue(parts.blocks().freeBlocks() > 0);
            }
            int held = parts.blocks().takeChainFromReserve(parts.blocks().freeBlocks());
            assertNotEquals(BlockAllocator.NONE, held);
            for (Index each = another(); each != null; each = another()) {
                others.add(each);
            }
            run(crew);
            parts.blocks().giveChain(held);
        });
        for (Index other : others) {
            other.retire();
            assertTrue(other.drain(location -> { }, Integer.MAX_VALUE));
            parts.indexes().remove(other);
        }
    }

    private static void run(Crew crew) {
        try {
            crew.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Index another() {
        return parts.indexes().create(new CacheAccount(Long.MAX_VALUE), parts.slab());
    }

    @Test
    void clearingNeedsNoMemory() {
        fill();
        Crew crew = new Crew();
        crew.add("clearer", keyspace::clear);
        whileNothingCanBeHad(crew);
        assertEquals(0, keyspace.size());
        assertEquals(0, keyspace.bytes());
        assertEquals(0, store.figures().live());
        for (int key = 0; key < ENTRIES; key++) {
            assertNull(Mappings.get(keyspace, Mappings.key("k" + key)));
        }
        stores.verify();
        fill();
        assertNotNull(Mappings.get(keyspace, Mappings.key("k0")));
        keyspace.clear();
        assertEquals(0, keyspace.size());
    }

    @Test
    void openingSaysThatThereIsNoRoom() {
        Crew crew = new Crew();
        crew.add("opener", () -> {
            String message = assertThrows(IllegalStateException.class, () -> store.openKeyspace("another", false)).getMessage();
            assertTrue(message.contains("no room"), message);
        });
        whileNothingCanBeHad(crew);
        store.openKeyspace("another", false).close();
    }
}
