package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.Geometry;

/** Large records find room although small ones are put all the time, and nobody is left in the queue. */
@Timeout(120)
class PledgeTest {
    private static final Geometry GEOMETRY = new Geometry(10, 256, 15, 4, 4, 2);
    private static final int LARGE = 60 << 10;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    @Test
    void aLargeRecordIsNotStarvedBySmallOnes() throws Exception {
        Store store = stores.open(GEOMETRY, new CheckedMemory(), TimeSource.system());
        store.startReclaiming(1);
        Keyspace small = store.openKeyspace("small", false);
        Keyspace large = store.openKeyspace("large", false);
        AtomicInteger running = new AtomicInteger(1);
        AtomicInteger stored = new AtomicInteger();
        Crew crew = new Crew();
        for (int i = 0; i < 3; i++) {
            SplittableRandom random = new SplittableRandom(i);
            crew.add("small " + i, () -> {
                while (running.get() > 0 && !crew.isStopped()) {
                    Mappings.put(small, Mappings.key("k" + random.nextInt(5000)), new byte[random.nextInt(800)]);
                }
            });
        }
        int rounds = 100;
        crew.add("large", () -> {
            try {
                for (int round = 0; round < rounds; round++) {
                    Mappings.put(large, Mappings.key("large" + round), new byte[LARGE]);
                    stored.addAndGet(large.contains(Mappings.key("large" + round)) == Presence.LIVE ? 1 : 0);
                }
            } finally {
                running.set(0);
            }
        });
        crew.run();
        // One or the other may have been evicted between the put and the look.
        assertTrue(stored.get() > rounds / 2, stored + " of " + rounds + " were stored");
        assertEquals(0, store.parts().blocks().demand(), "nobody waits any more");
    }
}
