package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/** What one of several workers has begun is not left to it alone. */
class SeveralWorkersTest {
    /** 512 blocks of 16 KiB, segments of 512 KiB: two slices each. */
    private static final Geometry GEOMETRY = new Geometry(14, 512, 22, 32, 40, 1);

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private static int victims(SegmentTable segments) {
        int n = 0;
        for (int slot = 0; slot < segments.usedSlots(); slot++) {
            n += segments.state(slot) == SegmentState.VICTIM ? 1 : 0;
        }
        return n;
    }

    @Test
    void oneThreadFinishesWhatAnotherWorkerHasBegun() throws InterruptedException {
        Store store = stores.open(StoreOptions.of("two", StoreOptions.MIN_CAPACITY, stores.time()).withReclaimThreads(2), GEOMETRY, new CheckedMemory());
        Keyspace keyspace = store.openKeyspace("mortal", true);
        long expireAt = stores.time().millis() + 10_000;
        for (int i = 0; i < 3_000; i++) {
            keyspace.put(Mappings.key("k" + i), new byte[1_000], 0, 1_000, expireAt, expireAt);
        }
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread first = new Thread(() -> {
            // Until it has begun: at first it may only take memory.
            while (inside.getCount() > 0 && store.parts().reclaimer().work()) {
                Thread.yield();
            }
        });
        keyspace.onExpired((key, canonical, hashCode, value) -> {
            if (Thread.currentThread() == first) {
                inside.countDown();
                await(goOn);
            }
            return dropped -> { };
        });
        stores.time().advance(20_000);
        first.start();
        await(inside);
        assertTrue(store.parts().reclaimer().work(), "the other worker begins");
        assertEquals(2, victims(store.parts().segments()));
        goOn.countDown();
        first.join();
        assertNotEquals(0, keyspace.size());
        for (int steps = 0; store.parts().reclaimer().work(); steps++) {
            assertTrue(steps < 1_000);
        }
        assertEquals(0, victims(store.parts().segments()));
        assertEquals(0, keyspace.size());
        assertEquals(0, store.figures().dead());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
