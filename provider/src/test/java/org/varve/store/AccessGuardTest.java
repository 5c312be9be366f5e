package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessGuardTest {
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final AccessGuard guard = new AccessGuard("test", true, 2);

    @Test
    void nobodyEntersAClosedStore() {
        guard.exit(guard.enterRead());
        guard.exit(guard.enterWrite());
        assertTrue(guard.close());
        assertFalse(guard.close());
        assertThrows(StoreClosedException.class, guard::enterRead);
        assertThrows(StoreClosedException.class, guard::enterWrite);
        assertTrue(guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
        assertFalse(guard.await(), "of a closed store nobody needs to know");
    }

    /** As after a stack overflow on the way out. */
    @Test
    void aPinWhoseThreadHasLeftDoesNotKeepTheMemoryWhereThreadsCanBeSeen() {
        guard.enterWrite();
        guard.close();
        assertEquals(Runtime.version().feature() < 19, guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
    }

    @Test
    void aLostPinHoldsUpOneGracePeriodAtMostWhereThreadsCanBeSeen() {
        guard.enterWrite();
        boolean visible = Runtime.version().feature() < 19;
        assertEquals(visible, guard.await(WAIT_NANOS));
        assertEquals(visible, guard.await(SHORT_NANOS));
    }

    @Test
    void aThreadThatIsInsideIsWaitedFor() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            int pin = guard.enterRead();
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                guard.exit(pin);
            }
        });
        reader.start();
        inside.await();
        // Also by the second and the third, whichever parity is in use by then.
        assertFalse(guard.await(SHORT_NANOS));
        assertFalse(guard.await(SHORT_NANOS));
        assertFalse(guard.await(SHORT_NANOS));
        guard.close();
        assertFalse(guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
        leave.countDown();
        reader.join();
        assertTrue(guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
    }

    @Test
    void readersPinOnlyWhereTheyMust() {
        AccessGuard writersOnly = new AccessGuard("test", false, 2);
        int reader = writersOnly.enterRead();
        assertTrue(writersOnly.await(SHORT_NANOS));
        writersOnly.exit(reader);
        int writer = writersOnly.enterWrite();
        assertFalse(writersOnly.await(SHORT_NANOS));
        writersOnly.exit(writer);
        assertTrue(writersOnly.await(SHORT_NANOS));
    }

    @Test
    void whoeverComesLaterIsNotWaitedFor() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        int early = guard.enterWrite();
        AtomicInteger passed = new AtomicInteger();
        Crew crew = new Crew();
        crew.add("waiter", () -> {
            waiting.countDown();
            assertTrue(guard.await());
            passed.incrementAndGet();
        });
        crew.start();
        waiting.await();
        // Long enough for the flip; if that comes later, the pin below is one of those waited for, and the test just proves less.
        Thread.sleep(100);
        int late = guard.enterWrite();
        guard.exit(early);
        crew.finish();
        assertEquals(1, passed.get());
        guard.exit(late);
    }

    /**
     * What a grace period is for: an object that was unlinked before it began is not in use after it. Threads come and go all the time, so that it
     * would never end if it waited for those who came later.
     */
    @Test
    void nobodyUsesWhatWasUnlinkedBeforeAGracePeriod() throws Exception {
        int objects = 2000;
        AtomicIntegerArray alive = new AtomicIntegerArray(objects + 1);
        AtomicInteger linked = new AtomicInteger();
        alive.set(0, 1);
        Crew crew = new Crew();
        for (int i = 0; i < 3; i++) {
            crew.add("user " + i, () -> {
                while (linked.get() < objects && !crew.isStopped()) {
                    int pin = guard.enterWrite();
                    int mine = linked.get();
                    for (int look = 0; look < 20; look++) {
                        assertEquals(1, alive.get(mine), "in use after a grace period");
                    }
                    guard.exit(pin);
                }
            });
        }
        crew.add("owner", () -> {
            for (int next = 1; next <= objects && !crew.isStopped(); next++) {
                alive.set(next, 1);
                linked.set(next);
                assertTrue(guard.await());
                alive.set(next - 1, 0);
            }
        });
        crew.run();
    }

    @Test
    void theSecondWhoClosesWaitsForTheFirst() throws Exception {
        assertTrue(guard.close());
        AtomicInteger returned = new AtomicInteger();
        Crew crew = new Crew();
        crew.add("second", () -> {
            Thread.currentThread().interrupt();
            guard.awaitClosed();
            returned.incrementAndGet();
            assertTrue(Thread.interrupted());
        });
        crew.start();
        Thread.sleep(50);
        assertEquals(0, returned.get());
        guard.closed();
        crew.finish();
        assertEquals(1, returned.get());
    }
}
