package org.varve.store;

/** See {@link Keyspace#keys()}. For one thread. */
public final class KeyCursor {
    /** Advances; the key is then in {@link #key()}. Returns null at the end; otherwise a fresh array with the key's encoding. */
    public byte[] next() {
        throw new AssertionError();
    }

    /** The hash code that was given for the last key, where it was put with {@link StoreKey#setComparable}; else 0. */
    public int hashCodeOfKey() {
        throw new AssertionError();
    }

    /** True if the last key was put with {@link StoreKey#setCanonical}. */
    public boolean isCanonical() {
        throw new AssertionError();
    }
}
