package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AccessGuardTest {
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long HELD_UP_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
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

    /** The threads of a store that has nothing to do are in its methods all the time. */
    @Test
    void threadsThatSleepAreNotTakenForTheOwnersOfALostPin() throws Exception {
        StoreOptions options = StoreOptions.of("asleep", StoreOptions.MIN_CAPACITY, TimeSource.system()).withReclaimThreads(3);
        try (Store store = Store.open(options)) {
            Thread.sleep(300);
            guard.enterWrite();
            assertEquals(Runtime.version().feature() < 19, guard.await(2 * WAIT_NANOS));
            assertFalse(store.isClosed());
        }
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

    /** As two threads of one stripe are: one has the seat, the other is counted. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoFindsTheSeatTakenIsWaitedForAsWell(boolean seatFirst) {
        int[] pins = {guard.enterWrite(), guard.enterWrite(), guard.enterWrite()};
        assertEquals(2, Arrays.stream(pins).distinct().count());
        for (int left = pins.length; left > 0; left--) {
            assertFalse(guard.await(SHORT_NANOS));
            guard.exit(pins[seatFirst ? pins.length - left : left - 1]);
        }
        assertTrue(guard.await(SHORT_NANOS));
        int seat = guard.enterWrite();
        assertEquals(pins[0], seat);
        guard.exit(seat);
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
     * would never end if it waited for those who came later. Who was held up while entering stays for long: he may have been overtaken by whole grace
     * periods, and must not be inside unseen. Many stripes make it likely that he comes back while they are being looked at; with few, threads find seats taken.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 1024})
    void nobodyUsesWhatWasUnlinkedBeforeAGracePeriod(int cores) throws Exception {
        AccessGuard wide = new AccessGuard("test", true, cores);
        AtomicLong linked = new AtomicLong(1);
        AtomicLong freed = new AtomicLong();
        long end = System.nanoTime() + RACE_NANOS;
        Crew crew = new Crew();
        for (int i = 0; i < 6; i++) {
            crew.add("user " + i, () -> {
                while (System.nanoTime() < end && !crew.isStopped()) {
                    long before = System.nanoTime();
                    int pin = wide.enterWrite();
                    int looks = System.nanoTime() - before > HELD_UP_NANOS ? 50_000 : 1;
                    long mine = linked.get();
                    for (int look = 0; look < looks; look++) {
                        assertTrue(freed.get() < mine, "in use after a grace period");
                    }
                    wide.exit(pin);
                }
            });
        }
        crew.add("owner", () -> {
            for (long next = 2; System.nanoTime() < end && !crew.isStopped(); next++) {
                linked.set(next);
                assertTrue(wide.await());
                freed.set(next - 1);
            }
        });
        crew.run();
        assertTrue(freed.get() > 100, freed + " grace periods");
    }

    /**
     * A thread has read the parity and stalls. A whole grace period passes; the next has seen that nobody is on the parity that is not in use. Now the
     * thread raises a counter of that parity, which nobody will look at. It must notice.
     */
    @Test
    void whoeverStallsWhileEnteringIsNotOverlooked() throws Exception {
        CountDownLatch aboutToFlip = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        AtomicInteger raised = new AtomicInteger();
        AtomicInteger flips = new AtomicInteger();
        AccessGuard stalling = new AccessGuard("test", true, 2) {
            @Override
            int raise(int seat) {
                if (raised.getAndIncrement() == 0) {
                    assertTrue(await());
                    new Thread(() -> {
                        try {
                            outcome.complete(await(WAIT_NANOS));
                        } catch (Throwable e) {
                            outcome.completeExceptionally(e);
                        }
                    }).start();
                    await(aboutToFlip);
                }
                return super.raise(seat);
            }

            @Override
            void flip() {
                if (flips.getAndIncrement() == 1) {
                    aboutToFlip.countDown();
                    await(inside);
                }
                super.flip();
            }

            private void await(CountDownLatch latch) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        int pin = stalling.enterWrite();
        inside.countDown();
        assertFalse(outcome.get(), "a grace period is over while somebody is inside who began before it");
        stalling.exit(pin);
        assertEquals(2, raised.get());
        assertTrue(stalling.await());
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
