package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;

/** A store may be closed at any moment, whoever uses it; and threads may run out of stack inside it. */
@Timeout(120)
class CloseTest {
    private static final Geometry GEOMETRY = new Geometry(12, 64, 15, 4, 4, 2);

    private static final int ROUNDS_PER_THREAD = Integer.getInteger("varve.stack.rounds", 300);

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    @Test
    @Tag("deny-flags")
    void aStoreIsClosedWhileThreadsUseIt() throws Exception {
        for (int round = 0; round < 40; round++) {
            // Half of the rounds with production memory: nothing may crash there either.
            boolean checked = round % 2 == 0;
            Store store = checked
                    ? stores.open(GEOMETRY, new CheckedMemory(), TimeSource.system())
                    : Store.openQuiet("test", GEOMETRY, Memory.system(), TimeSource.system());
            store.startReclaiming(1);
            Keyspace keyspace = store.openKeyspace("keyspace", round % 4 == 0);
            AtomicInteger closed = new AtomicInteger();
            AtomicLong done = new AtomicLong();
            Crew crew = new Crew();
            for (int i = 0; i < 4; i++) {
                SplittableRandom random = new SplittableRandom(round * 10L + i);
                crew.add("user " + i, () -> {
                    try {
                        while (true) {
                            use(store, keyspace, random);
                            done.incrementAndGet();
                        }
                    } catch (StoreClosedException e) {
                        closed.incrementAndGet();
                    }
                });
            }
            crew.start();
            while (done.get() < 500) {
                Thread.onSpinWait();
            }
            store.close();
            crew.finish();
            assertEquals(4, closed.get());
            assertTrue(store.isClosed());
            assertEquals(0, store.figures().committed());
        }
    }

    private static void use(Store store, Keyspace keyspace, SplittableRandom random) {
        StoreKey key = random.nextInt(4) == 0 ? Mappings.ignoringCase("k" + random.nextInt(100), random.nextInt(5)) : Mappings.key("k" + random.nextInt(100));
        int choice = random.nextInt(100);
        if (choice < 45) {
            Mappings.get(keyspace, key);
        } else if (choice < 80) {
            Mappings.put(keyspace, key, new byte[random.nextInt(10_000)]);
        } else if (choice < 85) {
            keyspace.remove(key);
        } else if (choice < 90) {
            try (LockedKey locked = keyspace.lock(key)) {
                locked.put(new byte[10], 0, 10, Expiry.ETERNAL, Expiry.ETERNAL);
            }
        } else if (choice < 92) {
            keyspace.clear();
        } else if (choice < 94) {
            KeyCursor cursor = keyspace.keys();
            while (cursor.next() != null) {
                assertFalse(cursor.hashCodeOfKey() > 5);
            }
        } else if (choice < 95) {
            Keyspace other = store.openKeyspace("other", false);
            Mappings.put(other, key, new byte[10]);
            other.close();
        } else {
            store.figures();
        }
    }

    @Test
    void aClosedStoreAnswersWithItsOwnException() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        KeyCursor cursor = keyspace.keys();
        LockedKey locked = keyspace.lock(Mappings.key("held"));
        store.close();
        store.close();
        assertThrows(StoreClosedException.class, () -> store.openKeyspace("late", false));
        assertThrows(StoreClosedException.class, () -> Mappings.get(keyspace, "k"));
        assertThrows(StoreClosedException.class, () -> Mappings.put(keyspace, "k", "v"));
        assertThrows(StoreClosedException.class, keyspace::clear);
        assertThrows(StoreClosedException.class, keyspace::size);
        assertThrows(StoreClosedException.class, cursor::next);
        assertThrows(StoreClosedException.class, locked::contains);
        locked.close();
        keyspace.close();
        StoreFigures figures = store.figures();
        assertEquals(0, figures.committed() + figures.live() + figures.free() + figures.index() + figures.records());
    }

    /** Whoever is inside when the store closes is waited for; whoever comes later is turned away. */
    @Test
    void theGuardWaitsForWhoeverIsInside() throws Exception {
        AccessGuard guard = new AccessGuard("test", true, 2);
        int pin = guard.enterWrite();
        int inner = guard.enterWrite();
        assertTrue(guard.close());
        assertFalse(guard.close());
        assertThrows(StoreClosedException.class, guard::enterWrite);
        assertFalse(guard.awaitEmpty(TimeSource.system(), TimeUnit.MILLISECONDS.toNanos(20)));
        guard.exit(inner);
        Crew crew = new Crew();
        crew.add("closer", () -> assertTrue(guard.awaitEmpty(TimeSource.system(), TimeUnit.SECONDS.toNanos(60))));
        crew.start();
        guard.exit(pin);
        crew.finish();
        AccessGuard unpinned = new AccessGuard("test", false, 2);
        unpinned.exit(unpinned.enterRead());
        unpinned.close();
        assertThrows(StoreClosedException.class, unpinned::enterRead);
        assertTrue(unpinned.awaitEmpty(TimeSource.system(), 0));
        assertTrue(unpinned.translate(new IllegalStateException()) instanceof StoreClosedException);
        assertFalse(new AccessGuard("test", false, 2).translate(new IllegalStateException()) instanceof StoreClosedException);
    }

    /** At every depth down to the end of the stack, something is done to the store; afterwards nothing is locked and everything adds up. */
    @Test
    void runningOutOfStackLeavesNothingLocked() throws Exception {
        Store store = stores.open(GEOMETRY, new CheckedMemory(), TimeSource.system());
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        AtomicInteger overflows = new AtomicInteger();
        Crew crew = new Crew();
        for (int i = 0; i < 2; i++) {
            int thread = i;
            crew.add("deep " + i, 256 << 10, () -> {
                for (int round = 0; round < ROUNDS_PER_THREAD; round++) {
                    try {
                        descend(keyspace, new SplittableRandom(1000L * thread + round), 1 + round % 7);
                    } catch (StackOverflowError expected) {
                        overflows.incrementAndGet();
                    }
                }
            });
        }
        crew.run();
        assertEquals(2 * ROUNDS_PER_THREAD, overflows.get());
        for (int i = 0; i < 2000; i++) {
            // Each value of a key is as long as the last one or longer.
            Mappings.put(keyspace, "after" + i % 300, "value" + i);
            assertEquals("value" + i, Mappings.get(keyspace, "after" + i % 300));
        }
    }

    private static int descend(Keyspace keyspace, SplittableRandom random, int every) {
        if (random.nextInt(every) == 0) {
            String key = "k" + random.nextInt(200);
            switch (random.nextInt(8)) {
                case 0:
                    keyspace.remove(Mappings.key(key));
                    break;
                case 1:
                case 2:
                    Mappings.get(keyspace, Mappings.key(key));
                    break;
                case 3:
                    if (random.nextInt(50) == 0) {
                        keyspace.clear();
                    }
                    keyspace.lock(Mappings.key(key)).close();
                    break;
                default:
                    Mappings.put(keyspace, Mappings.key(key), new byte[random.nextBoolean() ? 700 : random.nextInt(3000)]);
            }
        }
        return 1 + descend(keyspace, random, every);
    }
}
