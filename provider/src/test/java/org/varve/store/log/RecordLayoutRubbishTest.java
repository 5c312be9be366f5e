package org.varve.store.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A reader without a lock reads flags and lengths at different moments: they may be of two records. */
class RecordLayoutRubbishTest {
    @Test
    void noFieldOfAHeaderLiesOutsideItWhateverTheFlags() {
        for (int header = 0; header < 2; header++) {
            long shape = RecordLayout.shape(header == 1, false, 1, 1);
            for (int flags = 0; flags < 4; flags++) {
                int expiry = RecordLayout.expiryOffset(flags, shape);
                assertTrue(expiry >= 0 && expiry + 8 <= RecordLayout.MAX_HEADER, "flags " + flags + ": expiry at " + expiry);
            }
            int hash = RecordLayout.hashOffset(shape);
            assertTrue(hash >= 0 && hash + 4 <= RecordLayout.MAX_HEADER, "hash code at " + hash);
        }
    }
}
