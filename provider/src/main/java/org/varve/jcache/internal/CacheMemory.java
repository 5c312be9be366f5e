package org.varve.jcache.internal;

import org.varve.store.Keyspace;

/**
 * Where one cache's entries live.
 *
 * @param keyspace its part of a store
 * @param release  gives back what is the cache's alone
 */
record CacheMemory(Keyspace keyspace, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
        try {
            keyspace.close();
        } finally {
            release.run();
        }
    }
}
