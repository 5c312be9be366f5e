package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessGuardTest {
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final AccessGuard guard = new AccessGuard("test", true, 2);

    @Test
    void nobodyEntersAClosedStore() {
        guard.exit(guard.enterWrite());
        assertTrue(guard.close());
        assertFalse(guard.close());
        assertThrows(StoreClosedException.class, guard::enterWrite);
        assertTrue(guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
    }

    /** As after a stack overflow on the way out. */
    @Test
    void aPinWhoseThreadHasLeftDoesNotKeepTheMemoryWhereThreadsCanBeSeen() {
        guard.enterWrite();
        guard.close();
        assertEquals(Runtime.version().feature() < 19, guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
    }

    @Test
    void aThreadThatIsInsideIsWaitedFor() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            int pin = guard.enterWrite();
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
        guard.close();
        assertFalse(guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
        leave.countDown();
        reader.join();
        assertTrue(guard.awaitEmpty(TimeSource.system(), WAIT_NANOS));
    }
}
