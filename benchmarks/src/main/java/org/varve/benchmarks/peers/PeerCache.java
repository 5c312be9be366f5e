package org.varve.benchmarks.peers;

/** A cache that is open. */
interface PeerCache extends AutoCloseable {
    /** The value, or null. */
    Object get(String key);

    void put(String key, Object value);

    @Override
    void close();
}
