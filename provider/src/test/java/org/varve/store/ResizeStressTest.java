package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;

/** {@link StressTest} while the budget goes up and down. */
@Timeout(180)
class ResizeStressTest {
    private static final int ROUNDS = Integer.getInteger("varve.resize.rounds", 60);
    private static final int KEYS = 400;
    private static final int PER_EXTENT = 32;
    private static final int EXTENTS = 10;
    private static final Geometry GEOMETRY = new Geometry(10, EXTENTS * PER_EXTENT, 15, 4, 4, 2);
    private static final long EXTENT = (long) PER_EXTENT << 10;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final Seed seed = new Seed();

    private static StressTest.Checked[] open(Store store) {
        StressTest.Checked[] all = {new StressTest.Checked(store.openKeyspace("plain", false), false, KEYS),
            new StressTest.Checked(store.openKeyspace("expirable", true), true, KEYS)};
        StoreKey key = new StoreKey();
        // The index gets its blocks first, so that they are in the extents that stay.
        for (StressTest.Checked checked : all) {
            for (int i = 0; i < KEYS / 2; i++) {
                checked.write(i, key, 0);
            }
        }
        return all;
    }

    private static void work(Crew crew, StressTest.Checked[] all, Random seeds, AtomicInteger running) {
        AtomicLong clears = new AtomicLong();
        for (int i = 0; i < 4; i++) {
            int writer = i;
            SplittableRandom random = new SplittableRandom(seeds.nextLong());
            crew.add("stress " + i, () -> {
                StoreKey key = new StoreKey();
                ValueBuffer buffer = new ValueBuffer();
                while (running.get() > 0 && !crew.isStopped()) {
                    StressTest.operate(all[random.nextInt(all.length)], writer, random, key, buffer, clears, false);
                }
            });
        }
    }

    @ParameterizedTest(name = "checked memory: {0}")
    @ValueSource(booleans = {true, false})
    void everyReadIsWholeAndRecentWhileTheBudgetChanges(boolean checked) throws Exception {
        CheckedMemory memory = new CheckedMemory();
        Store store = checked
                ? stores.open(GEOMETRY, memory, TimeSource.system())
                : Store.openQuiet("resized", GEOMETRY, Memory.system(), TimeSource.system());
        try {
            store.startReclaiming(1);
            StressTest.Checked[] all = open(store);
            AtomicInteger running = new AtomicInteger(1);
            Random random = seed.random();
            Crew crew = new Crew();
            work(crew, all, random, running);
            crew.add("resizer", () -> {
                try {
                    for (int round = 0; round < ROUNDS && !crew.isStopped(); round++) {
                        resize(store, crew, round % 2 == 0 ? 3 * EXTENT + random.nextInt((int) EXTENT) : EXTENTS * EXTENT);
                    }
                    resize(store, crew, 3 * EXTENT);
                } finally {
                    running.set(0);
                }
            });
            crew.run();
            StoreVerifier.verify(store);
            assertTrue(!checked || memory.openExtents() <= 4, memory.openExtents() + " extents");
            StoreKey key = new StoreKey();
            ValueBuffer buffer = new ValueBuffer();
            for (StressTest.Checked each : all) {
                for (int i = 0; i < KEYS; i++) {
                    each.read(i, key, buffer);
                }
            }
        } finally {
            store.close();
        }
    }

    /** Waits until the memory is what the budget says: all that it allows, or no more than that. */
    private static void resize(Store store, Crew crew, long bytes) throws InterruptedException {
        long before = store.figures().committed();
        store.resize(bytes);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (before > bytes ? store.figures().committed() > bytes : store.figures().committed() < bytes / 1024 * 1024) {
            if (crew.isStopped()) {
                return;
            }
            assertTrue(System.nanoTime() < deadline, () -> "memory does not follow the budget: " + store.figures());
            Thread.sleep(1);
        }
    }

    @Test
    void aStoreIsClosedWhileItsBudgetChanges() throws Exception {
        for (int round = 0; round < 20; round++) {
            CheckedMemory memory = new CheckedMemory();
            Store store = stores.open(GEOMETRY, memory, TimeSource.system());
            store.startReclaiming(1);
            StressTest.Checked[] all = open(store);
            AtomicInteger resizes = new AtomicInteger();
            AtomicInteger closed = new AtomicInteger();
            Crew crew = new Crew();
            for (int i = 0; i < 2; i++) {
                SplittableRandom random = new SplittableRandom(round * 7L + i);
                crew.add("writer " + i, () -> untilClosed(closed, () ->
                        all[0].exchange(random.nextInt(KEYS), new StoreKey(), new ValueBuffer(), random.nextInt(3000))));
            }
            crew.add("resizer", () -> untilClosed(closed, () -> store.resize((2 + resizes.getAndIncrement() % 2 * 8) * EXTENT)));
            for (int i = 0; i < 2; i++) {
                crew.add("closer " + i, () -> {
                    while (resizes.get() < 100) {
                        Thread.onSpinWait();
                    }
                    store.close();
                    assertEquals(0, memory.openExtents(), "close has returned before the memory was given back");
                });
            }
            crew.run();
            assertEquals(3, closed.get());
        }
    }

    private static void untilClosed(AtomicInteger closed, Runnable action) {
        try {
            while (true) {
                action.run();
            }
        } catch (StoreClosedException e) {
            closed.incrementAndGet();
        }
    }
}
