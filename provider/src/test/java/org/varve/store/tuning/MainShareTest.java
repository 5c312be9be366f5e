package org.varve.store.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which share is found for which requests. */
class MainShareTest {
    private static final int ENTRIES = 4000;
    private static final int SIZE = 100;
    private static final int REQUESTS = 400_000;

    private final MainShare share = new MainShare(1 << 30, 1);
    private final IntConsumer ask = Requests.getOrPut(share, number -> SIZE);

    private void fill(int entries) {
        share.full((long) entries * SIZE);
    }

    @Test
    void nothingIsSampledBeforeSomethingHasToBeEvicted() {
        assertTrue(IntStream.range(0, 100_000).noneMatch(i -> share.isSampled(Requests.hash(i))));
        assertEquals(0, share.heapBytes());
        assertEquals(MainShare.USUAL, share.share());
        fill(ENTRIES);
        long sampled = IntStream.range(0, 100_000).filter(i -> share.isSampled(Requests.hash(i))).count();
        assertEquals(100_000 >> Miniatures.LEAST_BITS, sampled, 600);
        assertTrue(share.heapBytes() > 0);
    }

    @Test
    void aHashOfZeroesIsNotPlayedBeforeThereAreMiniatures() {
        assertTrue(share.isSampled(0));
        share.requested(0, 1, 0, Long.MAX_VALUE, 0);
        share.stored(0, 1, SIZE, Long.MAX_VALUE, 0);
        share.touched(0, 1, 1);
        share.removed(0, 1);
        assertEquals(0, share.heapBytes());
    }

    @Test
    void whoBeginsLateDoesNotForgetWhatThereIsRoomFor() {
        fill(ENTRIES);
        share.begin();
        aLoopWantsASmallWindow();
    }

    @Test
    void keysThatAreUsedSoonAfterTheyCameWantALargeWindow() {
        fill(ENTRIES);
        Requests.recent(1, REQUESTS, 6 * ENTRIES, ask);
        assertTrue(share.share() < MainShare.USUAL, () -> "it is " + share.share());
    }

    @Test
    void howOftenAMissIsLookedAtDoesNotMatter() {
        List<List<Double>> found = new ArrayList<>();
        for (int looks : new int[] {1, 3}) {
            MainShare its = new MainShare(1 << 30, 1);
            its.full((long) ENTRIES * SIZE);
            IntConsumer once = Requests.getOrPut(its, number -> SIZE);
            List<Double> shares = new ArrayList<>();
            Requests.recent(1, REQUESTS, 6 * ENTRIES, number -> {
                long hash = Requests.hash(number);
                for (int look = 1; look < looks && its.isSampled(hash); look++) {
                    its.requested(hash, 1, 0, Long.MAX_VALUE, 0);
                }
                once.accept(number);
                shares.add(its.share());
            });
            found.add(shares);
        }
        assertTrue(found.get(0).stream().distinct().count() > 1);
        assertEquals(found.get(0), found.get(1));
    }

    @Test
    void aLoopWantsASmallWindow() {
        fill(ENTRIES);
        Requests.loop(REQUESTS, 2 * ENTRIES, ask);
        assertTrue(share.share() > MainShare.USUAL, () -> "it is " + share.share());
    }

    @Test
    void itFollowsWhenTheRequestsChange() {
        fill(ENTRIES);
        Requests.recent(1, REQUESTS, 6 * ENTRIES, ask);
        double large = share.share();
        Requests.loop(REQUESTS, 2 * ENTRIES, ask);
        double small = share.share();
        Requests.recent(2, REQUESTS, 6 * ENTRIES, ask);
        assertTrue(large < MainShare.USUAL && small > MainShare.USUAL && share.share() < MainShare.USUAL, () -> large + ", " + small + ", " + share.share());
    }

    @Test
    void nothingIsDecidedByAHandfulOfKeys() {
        // Too few even in the largest sample.
        fill(100);
        Requests.loop(REQUESTS, 200, ask);
        assertEquals(MainShare.USUAL, share.share());
    }

    @Test
    void theSampleIsNoLargerThanItNeedsToBe() {
        fill(1_000_000);
        Requests.loop(3_000_000, 2_000_000, ask);
        long sampled = IntStream.range(0, 1_000_000).filter(i -> share.isSampled(Requests.hash(i))).count();
        assertTrue(sampled >= 800 && sampled <= 4400, () -> sampled + " of 1,000,000");
        // Then there is room for few, and what is left of the sample is too little.
        fill(ENTRIES);
        Requests.loop(3_000_000, 2 * ENTRIES, ask);
        long more = IntStream.range(0, ENTRIES).filter(i -> share.isSampled(Requests.hash(i))).count();
        assertTrue(more > 100, () -> more + " of " + ENTRIES);
    }

    @Test
    void whatTheStoreHasIsNotWaitedForUntilItIsStoredAgain() {
        // The store has everything that is asked for, so nothing is ever stored.
        fill(ENTRIES);
        Requests.loop(REQUESTS, 2 * ENTRIES, number -> {
            long hash = Requests.hash(number);
            if (share.isSampled(hash)) {
                share.requested(hash, 1, SIZE, Long.MAX_VALUE, 0);
            }
        });
        assertTrue(share.share() > MainShare.USUAL, () -> "it is " + share.share());
    }

    @Test
    @Timeout(60)
    void manyMayTellAtTheSameTime() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int number = t;
                all.add(threads.submit(() -> {
                    for (int round = 0; round < 20; round++) {
                        fill(ENTRIES >> round % 3);
                        Requests.recent(number, REQUESTS / 20, 2 * ENTRIES, ask);
                        IntStream.range(0, ENTRIES).filter(i -> share.isSampled(Requests.hash(i))).forEach(i -> share.removed(Requests.hash(i), 1));
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        share.verify();
        aLoopWantsASmallWindow();
    }
}
