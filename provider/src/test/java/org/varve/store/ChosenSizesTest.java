package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.varve.store.segment.Geometry;

/** Stores with blocks and segments of a chosen size, up to the bounds: they fill, evict and resize as others do. */
class ChosenSizesTest {
    private static final long CAPACITY = 16L << 20;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private StoreOptions options(int block, int segment) {
        return StoreOptions.of("chosen", CAPACITY, stores.time()).withBlockSize(block).withSegmentSize(segment);
    }

    private static Geometry geometry(StoreOptions options) {
        return Geometry.of(options.capacity(), options.maxCapacity(), 2, options.blockSize(), options.segmentSize());
    }

    /** Block, segment; 0 for what follows from the budget. */
    @ParameterizedTest
    @CsvSource({"4096, 16384", "16384, 16384", "4096, 1048576", "65536, 65536", "65536, 1048576", "0, 16384", "0, 1048576", "65536, 0", "4096, 0", "16384, 49152"})
    void aStoreOfChosenSizesWorks(int block, int segment) {
        StoreOptions options = options(block, segment);
        Geometry geometry = geometry(options);
        assertEquals(block == 0 ? geometry.blockSize() : block, geometry.blockSize());
        assertTrue(segment == 0 || segment == geometry.segmentBlocks() * geometry.blockSize(), geometry::toString);
        Store store = stores.open(options, geometry, new CheckedMemory());
        Keyspace keyspace = store.openKeyspace("fill", true);
        Random random = new Random(42);
        long bytes = 0;
        for (int i = 0; bytes < 3 * CAPACITY; i++) {
            int size = random.nextInt(100) == 0 ? random.nextInt(300_000) : random.nextInt(3_000);
            bytes += size;
            Mappings.put(keyspace, Mappings.key("k" + i), Mappings.value(i, size));
            assertEquals(Presence.LIVE, keyspace.contains(Mappings.key("k" + i)), "entry " + i + " right after its put");
        }
        StoreFigures full = store.figures();
        assertTrue(full.live() > CAPACITY / 2, full::toString);
        assertTrue(full.evictions() > 0, full::toString);
        stores.verify();
        store.resize(store.minCapacity());
        assertTrue(store.figures().committed() <= store.minCapacity(), store.figures()::toString);
        store.resize(store.maxCapacity());
        Mappings.put(keyspace, Mappings.key("last"), Mappings.value(1, 1000));
        assertEquals(Presence.LIVE, keyspace.contains(Mappings.key("last")));
    }

    @Test
    void whatIsNotChosenIsAsBefore() {
        for (long capacity = StoreOptions.MIN_CAPACITY; capacity <= 1L << 36; capacity += capacity / 3) {
            assertEquals(Geometry.of(capacity, 4 * capacity, 8), Geometry.of(capacity, 4 * capacity, 8, 0, 0));
        }
    }

    @Test
    void boundsAreKept() {
        for (int block : new int[] {-1, 1, 2048, 5000, 128 << 10}) {
            assertThrows(IllegalArgumentException.class, () -> options(block, 0));
        }
        for (int segment : new int[] {-4096, 1, 4096, 12 << 10, 20_000, (1 << 20) + 4096}) {
            assertThrows(IllegalArgumentException.class, () -> options(0, segment));
        }
        assertThrows(IllegalArgumentException.class, () -> options(64 << 10, 32 << 10));
        assertThrows(IllegalArgumentException.class, () -> options(64 << 10, 96 << 10));
        assertThrows(IllegalArgumentException.class,
                () -> StoreOptions.of("large", StoreOptions.MAX_CAPACITY, stores.time()).withBlockSize(4096));
    }
}
