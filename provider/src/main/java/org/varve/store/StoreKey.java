package org.varve.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.varve.store.log.KeyHash;
import org.varve.store.log.RecordLayout;

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
    /** The encodings that were judged to be other keys; almost always null. */
    private List<byte[]> others;
    private long hash;
    private Change change;
    private PutRequest request;

    /** A key for which equal objects have equal encodings: bytes decide. */
    public void setCanonical(byte[] encoded, int encodedLength) {
        set(encoded, encodedLength, 0, null);
    }

    /**
     * A key whose equal may have another encoding. The hash code finds candidates, {@code keyEquality} judges those
     * whose bytes differ.
     */
    public void setComparable(byte[] encoded, int encodedLength, int keyHashCode, Equality keyEquality) {
        if (keyEquality == null) {
            throw new NullPointerException("keyEquality");
        }
        set(encoded, encodedLength, keyHashCode, keyEquality);
    }

    private void set(byte[] encoded, int encodedLength, int keyHashCode, Equality keyEquality) {
        bytes = encoded;
        length = encodedLength;
        hashCode = keyHashCode;
        equality = keyEquality;
        others = null;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** True if it was set by {@link #setCanonical}. */
    public boolean isCanonical() {
        return equality == null;
    }

    /** What {@link #setComparable} was given, 0 for a canonical key. */
    public int keyHashCode() {
        return hashCode;
    }

    /** The {@link RecordLayout#shape} of its record in a keyspace. */
    long shape(boolean expirable, int valueLength) {
        return RecordLayout.shape(expirable, !isCanonical(), length, valueLength);
    }

    /** Computes the hash with a store's seed. */
    long hash(KeyHash seeded) {
        hash = equality == null ? seeded.of(bytes, length) : seeded.ofHashCode(hashCode);
        return hash;
    }

    /** For the operation under way with this key; an operation that comes after another uses it again. */
    Change change() {
        if (change == null) {
            change = new Change();
        }
        return change;
    }

    /** For the put under way with this key. */
    PutRequest request() {
        if (request == null) {
            request = new PutRequest();
        }
        return request;
    }

    /** The hash that was computed last. */
    long hash() {
        return hash;
    }

    /** An immutable copy for as long as the key's lock is held. */
    StoreKey copy() {
        StoreKey copy = new StoreKey();
        copy.set(Arrays.copyOf(bytes, length), length, hashCode, equality);
        copy.others = others == null ? null : new ArrayList<>(others);
        copy.hash = hash;
        return copy;
    }

    /** Judges another encoding of the same hash code, and remembers the outcome. */
    boolean judge(byte[] stored) {
        if (Arrays.equals(bytes, 0, length, stored, 0, stored.length)) {
            return true;
        }
        if (isJudged(stored)) {
            return false;
        }
        if (equality.matches(stored)) {
            // From here on this operation goes by the encoding under which the key is stored.
            bytes = stored;
            length = stored.length;
            return true;
        }
        if (others == null) {
            others = new ArrayList<>(2);
        }
        others.add(stored);
        return false;
    }

    /** Like {@link #judge} without running user code: true if the outcome is known to be "another key". */
    private boolean isJudged(byte[] stored) {
        for (int i = 0; others != null && i < others.size(); i++) {
            if (Arrays.equals(others.get(i), stored)) {
                return true;
            }
        }
        return false;
    }

    /** Encodings judged to be other keys. */
    int otherCount() {
        return others == null ? 0 : others.size();
    }

    byte[] other(int i) {
        return others.get(i);
    }
}
