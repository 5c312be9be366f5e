package org.varve.store;

/**
 * A key whose lock the current thread holds: what looks before it writes goes through here, and no plain put or remove
 * of the key slips in between. Close in the thread that opened it, innermost first.
 */
public final class LockedKey implements AutoCloseable {
    /** True if this thread held the key already when this object was made (user code came back to the same key). */
    public boolean isReentrant() {
        throw new AssertionError();
    }

    public Presence get(ValueBuffer into) {
        throw new AssertionError();
    }

    public Presence put(byte[] value, int offset, int length, long expireIfCreated, long expireIfUpdated) {
        throw new AssertionError();
    }

    public Presence remove() {
        throw new AssertionError();
    }

    public boolean touch(long expected, long expireAt) {
        throw new AssertionError();
    }

    @Override
    public void close() {
        throw new AssertionError();
    }
}
