package org.varve.benchmarks.peers;

/** A cache that is open. */
public interface PeerCache extends AutoCloseable {
    /** The value, or null. */
    Object get(String key);

    /** Puts or overwrites. */
    void put(String key, Object value);

    /** Gives back what it has. */
    @Override
    void close();
}
