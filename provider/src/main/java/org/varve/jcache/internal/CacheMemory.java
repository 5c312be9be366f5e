package org.varve.jcache.internal;

import org.varve.jcache.internal.management.StoreBeans;
import org.varve.store.Keyspace;

/**
 * Where one cache's entries live.
 *
 * @param keyspace its part of a store
 * @param store    the name of that store
 * @param beans    the beans of that store and its caches
 * @param release  gives back what is the cache's alone
 */
record CacheMemory(Keyspace keyspace, String store, StoreBeans beans, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
        try {
            keyspace.close();
        } finally {
            release.run();
        }
    }
}
