package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.index.IndexMover;
import org.varve.store.reclaim.Merging;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/** Expired records that go in the order of the index, many at a time. */
class MassExpiryTest {
    private static final Geometry GEOMETRY = new Geometry(12, 1024, 20, 8, 14, 1);
    private static final int LIFE = 10_000;
    private static final int BACK = 50_000;
    private static final int MOST_READS = 5000;
    private static final int MOST_STEPS = 600;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private Store store;
    private Keyspace keyspace;
    /** Of the key {@code "key"}, and whether it is to be there afterwards. */
    private long expireAt;
    private long given;
    private boolean touched;

    private void open(CheckedMemory memory) {
        store = stores.open(GEOMETRY, memory);
        keyspace = store.openKeyspace("mortal", true);
    }

    /** With two threads that reclaim. */
    private void openForTwo(CheckedMemory memory) {
        store = stores.open(StoreOptions.of("two", StoreOptions.MIN_CAPACITY, stores.time()).withReclaimThreads(2), GEOMETRY, memory);
        keyspace = store.openKeyspace("mortal", true);
    }

    private void work() {
        int steps = 0;
        while (store.parts().reclaimer().work()) {
            assertTrue(++steps < 10_000, "works for ever");
        }
    }

    /** Until nothing waits any more. */
    private void workOff() {
        work();
        stores.time().advance(6_000);
        work();
    }

    private long put(Keyspace into, String prefix, int count, long life) {
        long expireAt = stores.time().millis() + life;
        for (int i = 0; i < count; i++) {
            into.put(Mappings.key(prefix + i), Mappings.value(i, 50), 0, 50, expireAt, expireAt);
        }
        return expireAt;
    }

    private long sweeps() {
        return store.parts().counters().sweeps();
    }

    @Test
    void whatExpiresTogetherGoesInTheOrderOfTheIndex() {
        open(new CheckedMemory());
        Keyspace other = store.openKeyspace("eternal", false);
        for (int i = 0; i < 3_000; i++) {
            Mappings.put(other, "stays" + i, "here");
        }
        put(keyspace, "k", 10_000, LIFE);
        stores.time().advance(LIFE);
        work();
        assertEquals(1, sweeps());
        assertEquals(0, store.parts().counters().passes(), "nothing was looked up record by record");
        assertEquals(0, keyspace.size());
        assertEquals(0, keyspace.bytes());
        assertEquals(10_000, keyspace.expirations());
        assertEquals(3_000, other.size());
        assertTrue(store.figures().dead() < 4_000, "but for the ends of blocks: " + store.figures().dead());
    }

    private long unread() {
        long sum = 0;
        for (int slot = 0; slot < store.parts().segments().usedSlots(); slot++) {
            sum += store.parts().segments().unread(slot);
        }
        return sum;
    }

    /** Works to the end; the most records at a time that have gone unread and whose bytes were still on the accounts. */
    private long mostUnread() {
        long most = 0;
        for (int steps = 0; store.parts().reclaimer().work(); steps++) {
            assertTrue(steps < 10_000, "works for ever");
            most = Math.max(most, unread());
            StoreVerifier.verify(store);
        }
        return most;
    }

    @Test
    void whatIsOneCachesGoesUnreadAndItsBytesAreKnownOnceAllHasGone() {
        open(new CheckedMemory());
        put(keyspace, "k", 10_000, LIFE);
        long bytes = keyspace.bytes();
        stores.time().advance(LIFE);
        assertTrue(mostUnread() > 1_000);
        assertEquals(1, sweeps());
        assertEquals(0, unread());
        assertEquals(0, keyspace.bytes());
        assertEquals(bytes, store.figures().reclaim().expiredBytes());
        assertEquals(10_000, store.figures().reclaim().expirations());
    }

    /** A writer that is short of room empties segments during a sweep, and writes to their blocks what expires before the sweep comes there. */
    @Test
    void whatExpiresInBlocksThatWereTakenAgainLeavesNothingOnTheAccounts() {
        open(new CheckedMemory());
        put(keyspace, "k", 35_000, LIFE);
        store.parts().heads().closeIdle();
        stores.time().advance(LIFE);
        while (keyspace.size() == 35_000) {
            assertTrue(store.parts().reclaimer().work());
        }
        for (int i = 0; i < 6; i++) {
            assertTrue(store.parts().reclaimer().step(1, false));
        }
        put(keyspace, "s", 40, 5);
        stores.time().advance(5);
        for (int steps = 0; sweeps() == 0; steps++) {
            assertTrue(store.parts().reclaimer().work() && steps < 1000);
        }
        Keyspace same = store.openKeyspace("of the same size", true);
        put(keyspace, "e", 300, 2_000);
        put(same, "e", 300, 2_000);
        for (int i = 0; i < 40; i++) {
            keyspace.remove(Mappings.key("s" + i));
        }
        work();
        StoreVerifier.verify(store);
        assertEquals(same.bytes(), keyspace.bytes());
    }

    @Test
    void whatIsSeveralCachesIsRead() {
        open(new CheckedMemory());
        Keyspace other = store.openKeyspace("other", true);
        for (int i = 0; i < 50; i++) {
            put(keyspace, "k" + i + "-", 150, LIFE);
            put(other, "o" + i + "-", 1, LIFE);
        }
        long bytes = keyspace.bytes() + other.bytes();
        stores.time().advance(LIFE);
        assertEquals(0, mostUnread());
        assertEquals(1, sweeps());
        assertEquals(0, keyspace.bytes());
        assertEquals(0, other.bytes());
        assertEquals(bytes, store.figures().reclaim().expiredBytes());
    }

    /** One record that lives longer, or did once, has its segment read, no other. */
    @ParameterizedTest
    @ValueSource(longs = {LIFE + 2_000, 100_000, Expiry.ETERNAL})
    void whatLiesBesideSomethingThatLivesLongerIsRead(long life) {
        open(new CheckedMemory());
        long expires = put(keyspace, "k", 400, LIFE);
        assertTrue(keyspace.touch(Mappings.key("k7"), expires, life == Expiry.ETERNAL ? life : stores.time().millis() + life));
        keyspace.remove(Mappings.key("k7"));
        boolean moves = life == 100_000;
        store.parts().heads().closeIdle();
        stores.time().advance(LIFE);
        SegmentTable segments = store.parts().segments();
        int slot = IntStream.range(0, segments.usedSlots()).filter(each -> segments.records(each) == 399).findFirst().orElseThrow();
        assertEquals(moves, segments.areAllExpired(slot, stores.time().millis()), "a touch that moves its record leaves nothing behind");
        work();
        assertEquals(1, sweeps());
        stores.time().advance(200_000);
        work();
        assertEquals(0, keyspace.size());
        assertEquals(0, keyspace.bytes());
    }

    @Test
    void whatWasTouchedStaysAndItsSegmentIsEmptied() {
        open(new CheckedMemory());
        long expireAt = put(keyspace, "k", 10_000, LIFE);
        for (int i = 0; i < 10_000; i += 100) {
            assertTrue(keyspace.touch(Mappings.key("k" + i), expireAt, expireAt + 100_000));
        }
        stores.time().advance(LIFE);
        work();
        assertEquals(1, sweeps());
        assertEquals(100, keyspace.size());
        assertEquals(9_900, keyspace.expirations());
        ValueBuffer buffer = new ValueBuffer();
        for (int i = 0; i < 10_000; i += 100) {
            assertEquals(Presence.LIVE, keyspace.get(Mappings.key("k" + i), buffer));
            assertEquals(expireAt + 100_000, buffer.expireAt());
        }
        assertTrue(store.figures().dead() < 100_000, "dead bytes: " + store.figures().dead());
        stores.verify();
    }

    @Test
    void whatExpiresWaitsWhileMoreIsAboutToExpireAndNotForEver() {
        open(new CheckedMemory());
        for (int i = 0; i < 12; i++) {
            put(keyspace, "k" + i + "-", 500, LIFE + 700L * i);
        }
        // Closes the segments.
        store.parts().heads().closeIdle();
        stores.time().advance(LIFE + 700);
        work();
        assertEquals(6_000, keyspace.size(), "some have expired, others will soon");
        long next = store.parts().reclaimer().nextWork(stores.time().millis());
        assertTrue(next > stores.time().millis() && next <= stores.time().millis() + 1_000, "looks again");
        assertEquals(Merging.NEARLY_EMPTY, store.parts().reclaimer().merging(stores.time().millis()));
        stores.time().advance(5_000);
        work();
        assertEquals(1, sweeps());
        assertTrue(keyspace.size() < 3_000, "size: " + keyspace.size());
        stores.time().advance(10_000);
        work();
        assertEquals(0, keyspace.size());
        assertEquals(2, sweeps());
        assertEquals(Merging.SPARSE, store.parts().reclaimer().merging(stores.time().millis()));
        assertEquals(Expiry.ETERNAL, store.parts().reclaimer().nextWork(stores.time().millis()));
    }

    @Test
    void aSweepIsMadeOfBoundedStepsDuringWhichIndexesAreNotMerged() {
        open(new CheckedMemory());
        put(keyspace, "k", 12_000, LIFE);
        stores.time().advance(LIFE);
        int steps = 0;
        boolean held = false;
        while (keyspace.size() > 0) {
            assertTrue(store.parts().reclaimer().work());
            steps++;
            held |= store.parts().reclaimer().merging(stores.time().millis()) == Merging.NONE;
        }
        assertTrue(steps > 1 && held, "steps: " + steps);
    }

    @Test
    void whereSomebodyListensEachIsToldAndTheOthersAreSwept() {
        open(new CheckedMemory());
        Keyspace told = store.openKeyspace("told", true);
        Set<String> names = new HashSet<>();
        told.onExpired((key, canonical, hashCode, value) -> dropped -> {
            assertTrue(dropped);
            assertTrue(names.add(new String(key, StandardCharsets.UTF_8)));
        });
        put(told, "t", 2_000, LIFE);
        put(keyspace, "k", 5_000, LIFE);
        stores.time().advance(LIFE);
        workOff();
        assertEquals(1, sweeps());
        assertEquals(2_000, names.size());
        assertEquals(0, told.size());
        assertEquals(0, keyspace.size());
        assertEquals(0, store.figures().dead());
    }

    /** Who begins to listen during a sweep is told of all that go from then on. */
    @Test
    void aListenerThatComesInTheMiddleMissesNothing() {
        int reads = 1;
        for (int at = 0; at < reads && at < MOST_READS; at += 5) {
            CheckedMemory memory = new CheckedMemory();
            open(memory);
            put(keyspace, "k", 120, LIFE);
            store.parts().heads().closeIdle();
            stores.time().advance(LIFE);
            Set<String> names = new HashSet<>();
            long[] before = {-1};
            int[] count = interfere(memory, at, () -> {
                keyspace.onExpired((key, canonical, hashCode, value) -> dropped -> names.add(new String(key, StandardCharsets.UTF_8)));
                KeyCursor cursor = keyspace.keys();
                for (before[0] = 0; cursor.next() != null; before[0]++) {
                    assertTrue(before[0] < 120);
                }
            });
            workOff();
            memory.unhook();
            reads = count[0];
            assertEquals(0, keyspace.size());
            assertEquals(before[0] < 0 ? 0 : before[0], names.size(), "listens from read " + at + " on");
            store.close();
        }
        assertTrue(reads > 100, "reads: " + reads);
    }

    /** Runs something before the so-manyth read that this thread makes without a bucket's lock. The count of reads is in the result. */
    private static int[] interfere(CheckedMemory memory, int at, Runnable interference) {
        int[] count = {0};
        boolean[] locked = {false};
        memory.hook(access -> {
            locked[0] = access == CheckedMemory.Access.CAS || access != CheckedMemory.Access.RELEASED && locked[0];
            if (access == CheckedMemory.Access.READ && !locked[0] && count[0]++ == at) {
                interference.run();
            }
        });
        return count;
    }

    /** What happens to the key {@code "key"}, which has expired, or around it. */
    private enum Interference {
        TOUCH {
            @Override
            void run(MassExpiryTest test) {
                test.touched = test.keyspace.touch(Mappings.key("key"), test.expireAt, test.given = test.expireAt + LIFE / 4);
            }
        },
        TOUCH_AND_MOVE {
            @Override
            void run(MassExpiryTest test) {
                test.touched = test.keyspace.touch(Mappings.key("key"), test.expireAt, test.given = test.expireAt + 100_000);
            }
        },
        PUT {
            @Override
            void run(MassExpiryTest test) {
                test.put(test.keyspace, "ke", 1, 100_000);
                test.given = test.expireAt + 100_000;
                test.keyspace.put(Mappings.key("key"), new byte[9], 0, 9, test.given, test.given);
                test.touched = true;
            }
        },
        REMOVE_AND_PUT {
            @Override
            void run(MassExpiryTest test) {
                test.keyspace.remove(Mappings.key("key"));
                PUT.run(test);
            }
        },
        GROW {
            @Override
            void run(MassExpiryTest test) {
                PUT.run(test);
                test.put(test.keyspace, "more", 300, 100_000);
            }
        },
        SHRINK {
            @Override
            void run(MassExpiryTest test) {
                TOUCH.run(test);
                for (int i = 0; i < 100; i++) {
                    test.keyspace.remove(Mappings.key("k" + i));
                }
            }
        },
        MOVE {
            @Override
            void run(MassExpiryTest test) {
                TOUCH.run(test);
                IndexMover mover = new IndexMover(test.store.parts().indexes(), test.store.parts().slab());
                for (int i = 0; i < 4; i++) {
                    mover.vacateStep(0, GEOMETRY.bytes() / 4);
                }
                mover.stay();
            }
        },
        CLEAR {
            @Override
            void run(MassExpiryTest test) {
                test.keyspace.clear();
                Keyspace other = test.store.openKeyspace("other", true);
                test.put(other, "other", 100, 100_000);
                PUT.run(test);
            }
        },
        /** Time runs back: what would have expired by then may go, in whichever block it is put, but nothing else may. */
        CLOCK_BACK {
            @Override
            void run(MassExpiryTest test) {
                test.stores.time().advance(-BACK);
                test.put(test.keyspace, "later", 50, BACK + LIFE);
            }
        };

        abstract void run(MassExpiryTest test);
    }

    @ParameterizedTest
    @EnumSource
    void whoComesInTheMiddleOfASweepLosesNothing(Interference interference) {
        disturb(interference, false);
    }

    @ParameterizedTest
    @EnumSource
    void whoComesInTheMiddleOfASweepThatReadsLosesNothing(Interference interference) {
        disturb(interference, true);
    }

    private void disturb(Interference interference, boolean isShared) {
        int reads = 1;
        for (int at = 0; at < reads && at < MOST_READS; at += at < 400 ? 1 : 11) {
            CheckedMemory memory = new CheckedMemory();
            open(memory);
            touched = false;
            put(keyspace, "k", 100, LIFE);
            expireAt = stores.time().millis() + LIFE;
            keyspace.put(Mappings.key("key"), new byte[9], 0, 9, expireAt, expireAt);
            if (isShared) {
                put(store.openKeyspace("neighbour", true), "n", 1, LIFE);
            }
            store.parts().heads().closeIdle();
            stores.time().advance(LIFE);
            int[] count = interfere(memory, at, () -> interference.run(this));
            int steps = 0;
            boolean isUnread = false;
            while (sweeps() == 0) {
                assertTrue(store.parts().reclaimer().work() && ++steps < 100);
                isUnread |= unread() > 0;
            }
            assertFalse(isShared && isUnread);
            memory.unhook();
            reads = count[0];
            StoreVerifier.verify(store);
            if (touched) {
                ValueBuffer buffer = new ValueBuffer();
                assertEquals(Presence.LIVE, keyspace.get(Mappings.key("key"), buffer), "changed before read " + at);
                assertEquals(given, buffer.expireAt());
            }
            assertAllThere("more", interference == Interference.GROW && at < reads ? 300 : 0);
            assertAllThere("later", interference == Interference.CLOCK_BACK && at < reads ? 50 : 0);
            assertFalse(keyspace.evictions() > 0);
            store.close();
        }
        assertTrue(reads > 100, "reads: " + reads);
    }

    /** A second worker, called by a thread that is short of room, walks through the segments that are being swept for. */
    @Test
    void anotherWorkerMayEmptyTheSameSegmentsMeanwhile() {
        int reads = 1;
        for (int at = 0; at < reads && at < MOST_READS; at += 5) {
            CheckedMemory memory = new CheckedMemory();
            openForTwo(memory);
            put(keyspace, "k", 200, LIFE);
            long bytes = keyspace.bytes();
            store.parts().heads().closeIdle();
            stores.time().advance(LIFE);
            List<Throwable> failures = new ArrayList<>();
            int[] count = interfere(memory, at, () -> elsewhere(failures, () -> {
                while (store.parts().counters().passes() == 0 && store.parts().reclaimer().step(1, false)) {
                    assertTrue(keyspace.evictions() == 0);
                }
            }));
            workOff();
            memory.unhook();
            reads = count[0];
            assertEquals(List.of(), failures, "came before read " + at);
            StoreVerifier.verify(store);
            assertEquals(0, keyspace.size());
            assertEquals(200, keyspace.expirations());
            assertEquals(0, keyspace.bytes());
            assertEquals(bytes, store.figures().reclaim().expiredBytes());
            assertEquals(0, store.figures().segments());
            store.close();
        }
        assertTrue(reads > 100, "reads: " + reads);
    }

    /**
     * The sweeping thread is stopped in a step, with what it has gathered: others empty the same segments, but for a block of each, and neither wait for it nor come back to one that they have emptied.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 20, 100, 300})
    void whoMeetsASweepThatWasStoppedGoesOn(int at) {
        CheckedMemory memory = new CheckedMemory();
        openForTwo(memory);
        put(keyspace, "k", 5_000, LIFE);
        long bytes = keyspace.bytes();
        store.parts().heads().closeIdle();
        stores.time().advance(LIFE);
        int[] steps = {0};
        workStoppedAfter(at, memory, () -> {
            while (steps[0] < MOST_STEPS && store.parts().reclaimer().step(1, false)) {
                steps[0]++;
            }
        });
        assertTrue(steps[0] > 10, "steps: " + steps[0]);
        assertTrue(steps[0] < MOST_STEPS, "comes back to the same segments again and again");
        workOff();
        StoreVerifier.verify(store);
        assertEquals(0, keyspace.size());
        assertEquals(5_000, keyspace.expirations());
        assertEquals(0, keyspace.bytes());
        assertEquals(bytes, store.figures().reclaim().expiredBytes());
        assertEquals(0, store.figures().segments());
    }

    /** Works; once so many buckets have been unlocked, the thread is stopped while another does something. */
    private void workStoppedAfter(int unlocks, CheckedMemory memory, Runnable meanwhile) {
        List<Throwable> failures = new ArrayList<>();
        int[] unlocked = {0};
        memory.hook(access -> {
            if (access == CheckedMemory.Access.RELEASED && ++unlocked[0] == unlocks) {
                elsewhere(failures, meanwhile);
            }
        });
        work();
        memory.unhook();
        assertEquals(List.of(), failures);
        assertTrue(unlocked[0] >= unlocks, "unlocked: " + unlocked[0]);
    }

    /** Blocks that only the stopped sweep keeps from being given back are no reason to evict what lives. */
    @Test
    void whoLowersTheBudgetWaitsForASweepThatWasStopped() {
        CheckedMemory memory = new CheckedMemory();
        openForTwo(memory);
        Keyspace other = store.openKeyspace("eternal", false);
        for (int i = 0; i < 15_000; i++) {
            put(keyspace, "k" + i, 1, LIFE);
            if (i < 6_000) {
                Mappings.put(other, "stays" + i, "here");
            }
        }
        store.parts().heads().closeIdle();
        stores.time().advance(LIFE);
        int[] steps = {0};
        workStoppedAfter(300, memory, () -> {
            store.parts().blocks().setBudget(256);
            while (steps[0] < 3 * MOST_STEPS && store.parts().budgetKeeper().step()) {
                steps[0]++;
            }
        });
        assertTrue(steps[0] > 100 && steps[0] < 3 * MOST_STEPS, "steps: " + steps[0]);
        assertEquals(6_000, other.size());
        workOff();
        for (int i = 0; i < MOST_STEPS && store.parts().budgetKeeper().step(); i++) {
            work();
        }
        StoreVerifier.verify(store);
        assertEquals(6_000, other.size());
        assertEquals(0, keyspace.size());
        assertTrue(store.figures().committed() <= 256L << 12, "committed: " + store.figures().committed());
    }

    private static void elsewhere(List<Throwable> failures, Runnable work) {
        Thread thread = new Thread(work, "elsewhere");
        thread.setUncaughtExceptionHandler((failed, thrown) -> failures.add(thrown));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertAllThere(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            assertEquals(Presence.LIVE, keyspace.contains(Mappings.key(prefix + i)));
        }
    }
}
