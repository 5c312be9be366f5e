package org.varve.store;

import org.varve.store.log.RecordLayout;
import org.varve.store.log.Records;

/** Compares a key with the key of a record. May be used without a lock; then the answer is to be validated. */
final class KeyMatch {
    static final int DIFFERENT = 0;
    static final int SAME = 1;
    /** The hash codes are equal, the bytes are not, and nobody has asked {@code equals} yet. */
    static final int UNKNOWN = 2;

    private KeyMatch() {
    }

    /** @param shape the record's lengths, not rubbish */
    static int compare(Records records, long location, long shape, StoreKey key) {
        boolean canonical = key.isCanonical();
        if (records.hasHashCode(location) == canonical) {
            return DIFFERENT;
        }
        int length = RecordLayout.keyLength(shape);
        if (length == key.length() && records.keyEquals(location, shape, key.bytes(), length)) {
            return SAME;
        }
        if (canonical || records.hashCode(location, shape) != key.keyHashCode()) {
            return DIFFERENT;
        }
        for (int i = 0; i < key.otherCount(); i++) {
            byte[] other = key.other(i);
            if (other.length == length && records.keyEquals(location, shape, other, length)) {
                return DIFFERENT;
            }
        }
        return UNKNOWN;
    }
}
