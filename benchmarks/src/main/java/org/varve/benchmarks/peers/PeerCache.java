package org.varve.benchmarks.peers;

/** A cache that is open. */
public interface PeerCache extends AutoCloseable {
    /** The value, or null. */
    Object get(String key);

    /** Puts or overwrites. */
    void put(String key, Object value);

    /** Bytes or entries that it says it holds, those that have expired and are still there among them; -1 if its API does not tell. */
    default double held() {
        return -1;
    }

    /** Gives back what it has. */
    @Override
    void close();
}
