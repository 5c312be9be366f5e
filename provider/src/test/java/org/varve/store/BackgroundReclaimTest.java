package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The threads that reclaim memory sleep when there is nothing to do. */
class BackgroundReclaimTest {
    /** Counts how often somebody looks at the wall clock. */
    private static final class CountedTime implements TimeSource {
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public long millis() {
            looks.incrementAndGet();
            return TimeSource.system().millis();
        }

        @Override
        public long nanos() {
            return TimeSource.system().nanos();
        }
    }

    private static int looksWhileIdle(boolean expirable, long expireAt) throws InterruptedException {
        CountedTime time = new CountedTime();
        try (Store store = Store.open(StoreOptions.of("idle", 8 << 20, time).withReclaimThreads(2))) {
            Keyspace keyspace = store.openKeyspace("idle", expirable);
            keyspace.put(Mappings.key("k"), new byte[100], 0, 100, expireAt, expireAt);
            // Whatever opening the store and the first put set going.
            Thread.sleep(200);
            int before = time.looks.get();
            Thread.sleep(1_000);
            return time.looks.get() - before;
        }
    }

    @Test
    void withNothingThatExpiresNobodyWakesUp() throws InterruptedException {
        int looks = looksWhileIdle(false, Expiry.ETERNAL);
        assertTrue(looks < 10, "looks at the clock in a second: " + looks);
    }

    @Test
    void withWhatExpiresLaterNobodyWakesUpBefore() throws InterruptedException {
        int looks = looksWhileIdle(true, TimeSource.system().millis() + 3_600_000);
        assertTrue(looks < 10, "looks at the clock in a second: " + looks);
    }
}
