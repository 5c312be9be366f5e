package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.varve.store.segment.Geometry;

/**
 * Opens the stores of a test. After each test it verifies those that are still open, closes them, and sees that they gave all memory back.
 */
final class StoreExtension implements AfterEachCallback {
    private record Opened(Store store, CheckedMemory memory) {
    }

    private final List<Opened> opened = new ArrayList<>();
    private final FakeTime time = new FakeTime();

    /** The clock of the stores. */
    FakeTime time() {
        return time;
    }

    /** A store without a background thread, in checked memory. */
    Store open(Geometry geometry) {
        return open(geometry, new CheckedMemory());
    }

    Store open(Geometry geometry, CheckedMemory memory) {
        return open(geometry, memory, time);
    }

    Store open(Geometry geometry, CheckedMemory memory, TimeSource clock) {
        return open(StoreOptions.of("test", StoreOptions.MIN_CAPACITY, clock), geometry, memory);
    }

    Store open(StoreOptions options, Geometry geometry, CheckedMemory memory) {
        Store store = Store.openQuiet(options, geometry, memory);
        opened.add(new Opened(store, memory));
        return store;
    }

    /** A store of the default geometry for a capacity. */
    Store open(long capacity) {
        return open(Geometry.of(capacity, 2));
    }

    /** Verifies now, and not only after the test. */
    void verify() {
        for (Opened each : opened) {
            if (!each.store.isClosed()) {
                StoreVerifier.verify(each.store);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            // A failed test may have left anything behind; its own message is the one that counts.
            if (context.getExecutionException().isEmpty()) {
                verify();
            }
        } finally {
            opened.forEach(each -> each.store.close());
        }
        for (Opened each : opened) {
            assertEquals(0, each.memory.openExtents(), "extents that were not given back");
        }
        opened.clear();
    }
}
