package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.BlockAllocator;
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

    /** Two slices' survivors do not fit into the reserve: some would be dropped, whatever the policy says of them. */
    @Test
    void anotherWorkerBeginsOnlyWhereItsSurvivorsFindRoomBesideTheReserve() throws InterruptedException {
        BegunPass begun = new BegunPass();
        BlockAllocator blocks = begun.store.parts().blocks();
        int wanted = GEOMETRY.reserve() + GEOMETRY.sliceBlocks();
        int last = blocks.takeChain(1);
        int rest = blocks.takeChain(blocks.freeBlocks() - wanted + 1);
        assertEquals(wanted - 1, blocks.freeBlocks());
        assertFalse(begun.store.parts().reclaimer().work());
        assertEquals(1, victims(begun.store.parts().segments()));
        blocks.giveChain(last);
        assertTrue(begun.store.parts().reclaimer().work());
        assertEquals(2, victims(begun.store.parts().segments()));
        blocks.giveChain(rest);
        begun.goOn();
    }

    @Test
    void oneThreadFinishesWhatAnotherWorkerHasBegun() throws InterruptedException {
        BegunPass begun = new BegunPass();
        Store store = begun.store;
        assertTrue(store.parts().reclaimer().work(), "the other worker begins");
        assertEquals(2, victims(store.parts().segments()));
        begun.goOn();
        assertNotEquals(0, begun.keyspace.size());
        for (int steps = 0; store.parts().reclaimer().work(); steps++) {
            assertTrue(steps < 1_000);
        }
        assertEquals(0, victims(store.parts().segments()));
        assertEquals(0, begun.keyspace.size());
        assertEquals(0, store.figures().dead());
    }

    /** A store in which everything has expired, and one thread stands still in the middle of its first step. */
    private final class BegunPass {
        final Store store = stores.open(StoreOptions.of("two", StoreOptions.MIN_CAPACITY, stores.time()).withReclaimThreads(2), GEOMETRY, new CheckedMemory());
        final Keyspace keyspace = store.openKeyspace("mortal", true);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final Thread first;

        BegunPass() {
            long expireAt = stores.time().millis() + 10_000;
            for (int i = 0; i < 3_000; i++) {
                keyspace.put(Mappings.key("k" + i), new byte[1_000], 0, 1_000, expireAt, expireAt);
            }
            CountDownLatch inside = new CountDownLatch(1);
            first = new Thread(() -> {
                // Until it has begun: at first it may only take memory.
                while (inside.getCount() > 0 && store.parts().reclaimer().work()) {
                    Thread.yield();
                }
            });
            keyspace.onExpired((key, canonical, hashCode, value) -> {
                if (Thread.currentThread() == first) {
                    inside.countDown();
                    await(mayGoOn);
                }
                return dropped -> { };
            });
            stores.time().advance(20_000);
            first.start();
            await(inside);
        }

        void goOn() throws InterruptedException {
            mayGoOn.countDown();
            first.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
