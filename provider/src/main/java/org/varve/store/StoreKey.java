package org.varve.store;

/**
 * An encoded key as an operation hands it to a {@link Keyspace}. Reusable and not thread safe: it may be filled again
 * after the operation has returned (after {@link LockedKey#close()} for a compound operation). The array is referenced, not copied.
 */
public final class StoreKey {
    /** Decides whether a stored encoding stands for the key although its bytes differ. Runs user code, never under a lock. */
    @FunctionalInterface
    public interface Equality {
        /**
         * @param stored a copy of a stored key of the same hash code; the callee may keep it
         * @return true if the stored key equals this key
         */
        boolean matches(byte[] stored);
    }

    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int length;
    private int hashCode;
    private Equality equality;

    /** A key for which equal objects have equal encodings: bytes decide. */
    public void setCanonical(byte[] encoded, int encodedLength) {
        bytes = encoded;
        length = encodedLength;
        equality = null;
    }

    /**
     * A key whose equal may have another encoding. The hash code finds candidates, {@code keyEquality} judges those
     * whose bytes differ.
     */
    public void setComparable(byte[] encoded, int encodedLength, int keyHashCode, Equality keyEquality) {
        bytes = encoded;
        length = encodedLength;
        hashCode = keyHashCode;
        equality = keyEquality;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }
}
