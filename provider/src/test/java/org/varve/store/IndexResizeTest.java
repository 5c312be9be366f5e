package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.segment.Geometry;

/** Budgets are lowered where the index has half of the memory, and more than what stays. */
@Timeout(60)
class IndexResizeTest {
    private static final int PER_EXTENT = 16;
    private static final int EXTENT = PER_EXTENT << 10;
    private static final int EXTENTS = 8;
    private static final long FULL = EXTENTS * EXTENT;
    private static final int KEYS = 10_000;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final Store store = stores.open(new Geometry(10, EXTENTS * PER_EXTENT, 14, 2, 2, 1));
    private final List<Keyspace> keyspaces = new ArrayList<>();

    private void fill(int keys) {
        for (int key = 0; key < keys; key++) {
            Mappings.put(keyspaces.get(key % keyspaces.size()), Mappings.key("" + key), new byte[1]);
        }
    }

    private long size() {
        return keyspaces.stream().mapToLong(Keyspace::size).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void theIndexIsMovedAndShrinks(int caches) {
        for (int i = 0; i < caches; i++) {
            keyspaces.add(store.openKeyspace("cache " + i, false));
        }
        Random random = new Random(caches);
        for (int round = 0; round < 10; round++) {
            fill(KEYS);
            long before = size();
            assertTrue(store.figures().index() > 2 * EXTENT, () -> store.figures().toString());
            long budget = round % 2 == 0 ? store.minCapacity() : (long) (1 + random.nextInt(EXTENTS)) * EXTENT - (random.nextInt(8) << 10);
            store.resize(Math.max(store.minCapacity(), budget));
            // As the background thread does, which comes back after a pause where nothing can be done at the moment.
            for (int i = 0; i < 4; i++) {
                while (store.parts().budgetKeeper().step() | store.parts().upkeep().step(true)) {
                    stores.verify();
                }
            }
            StoreFigures figures = store.figures();
            assertTrue(figures.committed() <= figures.budget(), figures::toString);
            stores.verify();
            assertTrue(before > 0);
            Keyspace first = keyspaces.get(0);
            Mappings.put(first, Mappings.key("last"), new byte[3]);
            assertEquals(3, Mappings.get(first, Mappings.key("last")).length);
            store.resize(FULL);
        }
    }
}
