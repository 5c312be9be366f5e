package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.varve.store.log.KeyHash;

/** A plain writer that queues for a key's lock is no compound operation. */
class KeyLocksQueueTest {
    @Test
    void onlyCompoundOperationsSendPlainWritersToTheKeyLock() {
        KeyLocks locks = new KeyLocks();
        StoreKey key = new StoreKey();
        key.setCanonical(new byte[] {1, 2, 3}, 3);
        long hash = key.hash(new KeyHash(42));

        KeyLock compound = locks.acquire(key);
        assertTrue(locks.isBusy(hash));
        locks.release(compound, hash);
        assertFalse(locks.isBusy(hash));

        KeyLock plain = locks.acquireQuietly(key);
        assertFalse(locks.isBusy(hash), "the next plain writer would queue behind this one for nothing");
        assertEquals(1, locks.inUse());
        locks.releaseQuietly(plain, hash);
        assertEquals(0, locks.inUse());
    }
}
