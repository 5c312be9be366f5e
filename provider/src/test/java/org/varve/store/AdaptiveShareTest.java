package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.observe.StoreObserver;
import org.varve.store.policy.SlruLogPolicy;
import org.varve.store.reclaim.ReclaimCounters;
import org.varve.store.reclaim.Reclaimer;
import org.varve.store.reclaim.ReclaimerAssembler;
import org.varve.store.reclaim.Reporting;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentFigures;
import org.varve.store.tuning.MainShare;
import org.varve.store.tuning.Requests;

/** The window of a store becomes as large as what is asked of it wants it. */
class AdaptiveShareTest {
    /** 1,024 blocks of 1 KiB in segments of eight: some 8,000 entries in 128 segments. */
    private static final Geometry GEOMETRY = new Geometry(10, 1024, 17, 8, 14, 1);
    private static final int ENTRIES = 7000;
    private static final int REQUESTS = 300_000;
    private static final int LATER = 3000;
    private static final byte[] VALUE = Mappings.value(1, 90);

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final ValueBuffer into = new ValueBuffer();
    private Store store;
    private Keyspace keyspace;

    @BeforeEach
    void open() {
        store = stores.open(GEOMETRY);
        keyspace = store.openKeyspace("adaptive", true);
    }

    private void getOrPut(int number) {
        StoreKey key = key(number);
        if (keyspace.get(key, into) != Presence.LIVE) {
            Mappings.put(keyspace, key, VALUE);
        }
    }

    private double share() {
        return store.parts().mainShare().share();
    }

    private double windowPart() {
        SegmentFigures segments = store.parts().segments().figures();
        return (double) segments.window() / segments.all();
    }

    @Test
    void recencyWantsALargeWindow() {
        Requests.recent(1, REQUESTS, 6 * ENTRIES, this::getOrPut);
        assertTrue(share() < MainShare.USUAL, () -> "it is " + share());
        assertTrue(windowPart() > 0.2, () -> "the window has " + windowPart() + " of the segments");
    }

    @Test
    void aLoopWantsASmallOne() {
        Requests.loop(REQUESTS, 2 * ENTRIES, this::getOrPut);
        assertTrue(share() > MainShare.USUAL, () -> "it is " + share());
        assertTrue(windowPart() < 0.13, () -> "the window has " + windowPart() + " of the segments");
    }

    @Test
    void aStoreThatIsHardlyUsedSamplesNothing() {
        Requests.loop(3 * ENTRIES, ENTRIES / 4, this::getOrPut);
        assertEquals(0, store.parts().mainShare().heapBytes());
    }

    @Test
    void aStoreThatIsHalfFullGetsToKnowItsKeys() {
        Requests.loop(ENTRIES, ENTRIES * 3 / 4, this::getOrPut);
        assertTrue(store.parts().mainShare().heapBytes() > 0);
        assertEquals(0, store.figures().evictions());
    }

    /**
     * Each key is stored, something else happens to it, and it is asked for once so long afterwards that only a large window would have kept it: were it there, a
     * share with a larger one would win.
     */
    private void askLater(IntConsumer storing, IntConsumer meanwhile, boolean isThere) {
        store.parts().mainShare().full(900_000);
        for (int i = 0; i < REQUESTS / 3; i++) {
            storing.accept(i);
            if (i >= LATER / 2) {
                meanwhile.accept(i - LATER / 2);
            }
            if (i >= LATER) {
                Presence found = keyspace.get(key(i - LATER), into);
                assertTrue(isThere || found != Presence.LIVE);
            }
            stores.time().advance(1);
        }
    }

    private static StoreKey key(int number) {
        return Mappings.key("k" + (1_000_000 + number));
    }

    private void putFor(int number, long created, long updated) {
        keyspace.put(key(number), VALUE, 0, VALUE.length, created, updated);
    }

    private void sweep(int i) {
        while (i % 64 == 0 && store.parts().reclaimer().work()) {
            // To the end.
        }
    }

    private long in(long millis) {
        return stores.time().millis() + millis;
    }

    @Test
    void whatIsAskedForLaterWantsALargeWindow() {
        askLater(i -> putFor(i, Expiry.ETERNAL, Expiry.ETERNAL), i -> { }, true);
        assertTrue(share() < MainShare.USUAL, () -> "it is " + share());
    }

    @Test
    void whatHasExpiredServesNobody() {
        askLater(i -> putFor(i, in(LATER), in(LATER)), i -> { }, false);
        assertEquals(MainShare.USUAL, share());
    }

    @Test
    void anUpdateThatKeepsTheExpiryTimeDoesNotProlongLife() {
        // By the time when it is asked for it is not there any more, so that nothing says that it has expired.
        int life = LATER / 2 + 200;
        askLater(i -> putFor(i, in(life), in(life)), i -> {
            putFor(i, in(life), Expiry.KEEP);
            sweep(i);
        }, false);
        assertEquals(MainShare.USUAL, share());
    }

    @Test
    void aTouchMayEndLifeSooner() {
        askLater(i -> putFor(i, Expiry.ETERNAL, Expiry.ETERNAL), i -> {
            assertTrue(keyspace.touch(key(i), Expiry.ETERNAL, in(200)));
            sweep(i);
        }, false);
        assertEquals(MainShare.USUAL, share());
    }

    @Test
    void whatIsRemovedServesNobody() {
        askLater(i -> putFor(i, Expiry.ETERNAL, Expiry.ETERNAL), i -> keyspace.remove(key(i)), false);
        assertEquals(MainShare.USUAL, share());
    }

    @Test
    void whatIsClearedServesNobody() {
        for (int turn = 0; turn < 20; turn++) {
            Requests.loop(2 * ENTRIES, 2 * ENTRIES, this::getOrPut);
            keyspace.clear();
        }
        assertTrue(store.parts().mainShare().heapBytes() > 0);
        assertEquals(MainShare.USUAL, share());
    }

    @Test
    void aChangeOfShareTakesOneStep() {
        for (int i = 0; i < ENTRIES * 3 / 4; i++) {
            Mappings.put(keyspace, key(i), VALUE);
        }
        SegmentFigures before = store.parts().segments().figures();
        assertEquals(before.all(), before.window());
        double[] share = {0.5};
        Reclaimer reclaimer = ReclaimerAssembler.assemble(StoreInternals.of(store), 1, () -> new SlruLogPolicy(1, () -> share[0], 1),
                new Reporting(new ReclaimCounters(), StoreObserver.NONE, () -> 0), () -> 0);
        assertTrue(reclaimer.step(1, false));
        long half = store.parts().segments().figures().probation();
        assertTrue(half > before.all() / 2, () -> half + " segments are on probation");
        share[0] = 0.6;
        assertTrue(reclaimer.step(1, false));
        long more = store.parts().segments().figures().probation();
        assertTrue(more > half + before.all() / 16 && more < before.all(), () -> more + " segments are on probation");
        assertEquals(before.all(), store.parts().segments().figures().all());
    }
}
