package org.varve.examples.plain;

import javax.cache.CacheManager;
import org.varve.jcache.VarveCacheManager;

/** From the API of JSR-107 to Varve's own: figures of the store, and another budget. */
final class Budget {

    private Budget() {
    }

    static void raise(CacheManager manager) {
        // readme: budget
        VarveCacheManager varve = manager.unwrap(VarveCacheManager.class);
        System.out.println(varve.storeFigures());       // budget, committed, live, dead, free, index, records, evictions ...
        varve.resizeStore("default", 768L << 20);       // while it is in use
        // readme: end
    }
}
