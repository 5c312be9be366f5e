package org.varve.store;

/**
 * What a keyspace is opened with.
 *
 * @param name      for messages and figures; need not be unique
 * @param expirable false if no mapping will ever have an expiry time other than ETERNAL (saves 8 bytes each)
 * @param floor     bytes of records below which its mappings are evicted only when nothing else can be; a wish, not a guarantee
 * @param ceiling   bytes of records above which its mappings are evicted first; a wish, not a limit
 */
public record KeyspaceOptions(String name, boolean expirable, long floor, long ceiling) {
    /** Checks the bounds. */
    public KeyspaceOptions {
        if (name == null) {
            throw new NullPointerException("name");
        }
        if (floor < 0 || ceiling < floor) {
            throw new IllegalArgumentException("cache " + name + " has a floor of " + floor + " and a ceiling of " + ceiling
                    + " bytes; allowed are 0 <= floor <= ceiling");
        }
    }

    /** Without floor and ceiling. */
    public static KeyspaceOptions of(String name, boolean expirable) {
        return new KeyspaceOptions(name, expirable, 0, Long.MAX_VALUE);
    }

    public KeyspaceOptions withFloor(long bytes) {
        return new KeyspaceOptions(name, expirable, bytes, ceiling);
    }

    public KeyspaceOptions withCeiling(long bytes) {
        return new KeyspaceOptions(name, expirable, floor, bytes);
    }
}
