package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.log.KeyHash;
import org.varve.store.segment.Geometry;

/** Key locks: one per key, reentrant, free of deadlocks. */
@Timeout(60)
class KeyLocksTest {
    private static final KeyHash HASH = new KeyHash(42);

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final KeyLocks locks = new KeyLocks();

    private Keyspace keyspace() {
        return stores.open(new Geometry(10, 64, 13, 2, 2, 1)).openKeyspace("keyspace", false);
    }

    private static StoreKey hashed(StoreKey key) {
        key.hash(HASH);
        return key;
    }

    @Test
    void aHashIsBusyWhileALockOfItIsHeld() {
        StoreKey key = hashed(Mappings.key("key"));
        assertFalse(locks.isBusy(key.hash()));
        KeyLock outer = locks.acquire(key);
        assertTrue(locks.isBusy(key.hash()));
        KeyLock inner = locks.acquire(key);
        assertEquals(outer, inner);
        assertEquals(2, inner.holds());
        locks.release(inner, key.hash());
        assertTrue(locks.isBusy(key.hash()));
        assertEquals(1, locks.inUse());
        locks.release(outer, key.hash());
        assertFalse(locks.isBusy(key.hash()));
        assertEquals(0, locks.inUse());
    }

    @Test
    void reentrantLocksSayThatTheyAre() {
        Keyspace keyspace = keyspace();
        try (LockedKey outer = keyspace.lock(Mappings.key("key"))) {
            assertFalse(outer.isReentrant());
            try (LockedKey inner = keyspace.lock(Mappings.key("key"))) {
                assertTrue(inner.isReentrant());
                inner.put(new byte[1], 0, 1, Expiry.ETERNAL, Expiry.ETERNAL);
            }
            assertEquals(Presence.LIVE, outer.contains());
            // A plain operation of the owner goes through as well.
            assertEquals(Presence.LIVE, keyspace.remove(Mappings.key("key")));
        }
    }

    @Test
    void equalKeysWithOtherEncodingsShareALockAndUnequalOnesDoNot() throws Exception {
        Keyspace keyspace = keyspace();
        Crew crew = new Crew();
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch unequalDone = new CountDownLatch(1);
        try (LockedKey held = keyspace.lock(Mappings.ignoringCase("key", 7))) {
            assertFalse(held.isReentrant());
            crew.add("equal", () -> {
                try (LockedKey locked = keyspace.lock(Mappings.ignoringCase("KEY", 7))) {
                    assertFalse(locked.isReentrant());
                    inside.incrementAndGet();
                }
            });
            crew.add("unequal", () -> {
                keyspace.lock(Mappings.ignoringCase("other", 7)).close();
                Mappings.put(keyspace, Mappings.ignoringCase("another", 7), new byte[1]);
                unequalDone.countDown();
            });
            crew.start();
            unequalDone.await();
            Thread.sleep(20);
            assertEquals(0, inside.get(), "the equal key waits");
        }
        crew.finish();
        assertEquals(1, inside.get());
    }

    /** Each holds one key and wants the next one's. */
    @Test
    void aCircleOfWaitingThreadsIsFoundOut() throws Exception {
        Keyspace keyspace = keyspace();
        int threads = 3;
        CyclicBarrier allHold = new CyclicBarrier(threads);
        AtomicInteger deadlocks = new AtomicInteger();
        AtomicInteger successes = new AtomicInteger();
        Crew crew = new Crew();
        for (int i = 0; i < threads; i++) {
            int me = i;
            crew.add("circle " + i, () -> {
                try (LockedKey own = keyspace.lock(Mappings.key("k" + me))) {
                    assertFalse(own.isReentrant());
                    allHold.await();
                    try (LockedKey next = keyspace.lock(Mappings.key("k" + (me + 1) % threads))) {
                        assertFalse(next.isReentrant());
                        successes.incrementAndGet();
                    } catch (KeyDeadlockException e) {
                        deadlocks.incrementAndGet();
                    }
                }
            });
        }
        crew.run();
        assertTrue(deadlocks.get() >= 1, "somebody has to give way");
        assertEquals(threads, deadlocks.get() + successes.get());
        for (int i = 0; i < threads; i++) {
            keyspace.lock(Mappings.key("k" + i)).close();
            assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.key("k" + i), new byte[1]));
        }
    }

    /** A plain put queues for a key that a compound operation holds; two such can be a circle as well. */
    @Test
    void aPlainPutInACircleIsFoundOut() throws Exception {
        Keyspace keyspace = keyspace();
        CyclicBarrier bothHold = new CyclicBarrier(2);
        AtomicInteger deadlocks = new AtomicInteger();
        Crew crew = new Crew();
        for (int i = 0; i < 2; i++) {
            int me = i;
            crew.add("circle " + i, () -> {
                try (LockedKey own = keyspace.lock(Mappings.key("k" + me))) {
                    bothHold.await();
                    Mappings.put(keyspace, Mappings.key("k" + (1 - me)), new byte[1]);
                    own.contains();
                } catch (KeyDeadlockException e) {
                    deadlocks.incrementAndGet();
                }
            });
        }
        crew.run();
        assertTrue(deadlocks.get() >= 1);
    }

    @Test
    void bulkOperationsInAnyOrderDoNotMeetInACircle() throws Exception {
        Keyspace keyspace = keyspace();
        Crew crew = new Crew();
        for (int i = 0; i < 3; i++) {
            int me = i;
            crew.add("bulk " + i, () -> {
                for (int n = 0; n < 300; n++) {
                    StoreKey[] keys = new StoreKey[12];
                    for (int k = 0; k < keys.length; k++) {
                        int which = me == 1 ? keys.length - k : k;
                        keys[k] = which % 2 == 0 ? Mappings.key("k" + which) : Mappings.ignoringCase("k" + which, which / 4);
                    }
                    LockedKey[] locked = keyspace.lockAll(keys);
                    for (int k = 0; k < keys.length; k++) {
                        locked[k].put(new byte[k], 0, k, Expiry.ETERNAL, Expiry.ETERNAL);
                    }
                    for (LockedKey each : locked) {
                        each.close();
                    }
                }
            });
        }
        crew.run();
    }

    @Test
    void equalKeysInOneBulkOperationAreReentrant() {
        Keyspace keyspace = keyspace();
        LockedKey[] locked = keyspace.lockAll(new StoreKey[] {Mappings.key("b"), Mappings.key("a"), Mappings.key("b")});
        assertTrue(locked[0].isReentrant() ^ locked[2].isReentrant());
        assertFalse(locked[1].isReentrant());
        for (LockedKey each : locked) {
            each.close();
        }
    }

    @Test
    void anInterruptedWaiterWaitsOnAndKeepsItsFlag() throws Exception {
        Keyspace keyspace = keyspace();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger interruptedInside = new AtomicInteger();
        Crew crew = new Crew();
        Thread waiter;
        try (LockedKey held = keyspace.lock(Mappings.key("key"))) {
            assertFalse(held.isReentrant());
            waiter = crew.add("waiter", () -> {
                begun.countDown();
                try (LockedKey locked = keyspace.lock(Mappings.key("key"))) {
                    locked.contains();
                    interruptedInside.set(Thread.currentThread().isInterrupted() ? 1 : -1);
                }
            });
            crew.start();
            begun.await();
            waiter.interrupt();
            Thread.sleep(20);
            assertEquals(0, interruptedInside.get());
        }
        crew.finish();
        assertEquals(1, interruptedInside.get());
    }

    @Test
    void manyThreadsShareAFewLocksAndLeaveNoneBehind() throws Exception {
        Crew crew = new Crew();
        int[] counts = new int[4];
        int perThread = 5000;
        for (int i = 0; i < 4; i++) {
            crew.add("locker " + i, () -> {
                for (int n = 0; n < perThread; n++) {
                    int which = n % counts.length;
                    StoreKey key = hashed(n % 2 == 0 ? Mappings.ignoringCase("key" + which, 5) : Mappings.ignoringCase("KEY" + which, 5));
                    KeyLock lock = locks.acquire(key);
                    counts[which]++;
                    locks.release(lock, key.hash());
                }
            });
        }
        crew.run();
        for (int count : counts) {
            assertEquals(perThread, count);
        }
        assertEquals(0, locks.inUse());
    }
}
