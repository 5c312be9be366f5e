package org.varve.micrometer;

import org.varve.jcache.VarveCacheManager;
import org.varve.store.StoreFigures;

/** Reads the figures of one store. */
record StoreReading(VarveCacheManager manager, String name) {
    StoreFigures figures() {
        try {
            return manager.storeFigures(name);
        } catch (IllegalArgumentException gone) {
            // The own store of a cache that has just been closed: its meters are about to go.
            return StoreFigures.none(0);
        }
    }
}
