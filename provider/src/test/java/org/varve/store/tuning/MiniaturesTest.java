package org.varve.store.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The miniatures' books. */
class MiniaturesTest {
    private static final int OPERATIONS = 20_000;
    private static final long KEY = 0;
    private static final int NOBODY = 0;
    private static final int ALL = 0b11111;

    private final SampledKeys keys = new SampledKeys(64, 1);

    private Miniature miniature(double share) {
        return new Miniature(share, keys, new SmallSketch(16));
    }

    private int insert(Miniature into, long key, int size, long expireAt) {
        int slot = keys.add(key);
        keys.hold(slot);
        keys.describe(slot, size, expireAt);
        into.insert(slot);
        keys.drop(slot);
        return slot;
    }

    @Test
    void aFullOneEvictsWhatIsAskedForLeast() {
        Miniature one = miniature(0.75);
        int often = insert(one, 0, 10, Long.MAX_VALUE);
        for (int i = 1; i < 60; i++) {
            one.use(often);
            insert(one, i, 10, Long.MAX_VALUE);
            one.fit(100);
        }
        assertTrue(one.contains(often));
        assertEquals(10, one.entries());
    }

    /** That a capacity is no multiple of a size, and sizes differ by a byte, must not decide who goes. */
    @Test
    void entriesOfAboutTheSameSizeGoAsThoseOfOneSizeDo() {
        SplittableRandom random = new SplittableRandom(1);
        SampledKeys otherKeys = new SampledKeys(256, 0);
        SampledKeys oneKeys = new SampledKeys(256, 0);
        Miniature one = new Miniature(0.75, oneKeys, new SmallSketch(64));
        Miniature other = new Miniature(0.75, otherKeys, new SmallSketch(64));
        int hits = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            long key = Requests.hash(random.nextInt(1 + random.nextInt(300)));
            hits += oneKeys.find(key) == SampledKeys.NONE ? 0 : 1;
            assertEquals(oneKeys.find(key) == SampledKeys.NONE, otherKeys.find(key) == SampledKeys.NONE, "at " + i);
            useOrInsert(one, oneKeys, key, 1, 64);
            useOrInsert(other, otherKeys, key, 8000 + (int) (key & 1), 64 * 8000 + 64);
        }
        assertTrue(hits > OPERATIONS / 4 && hits < OPERATIONS, hits + " hits");
    }

    private static void useOrInsert(Miniature into, SampledKeys its, long key, int size, long capacity) {
        int slot = its.find(key);
        if (slot != SampledKeys.NONE) {
            into.use(slot);
            return;
        }
        slot = its.add(key);
        its.hold(slot);
        its.describe(slot, size, Long.MAX_VALUE);
        into.insert(slot);
        into.fit(capacity);
        its.drop(slot);
    }

    @Test
    void whatHasExpiredGoesFirst() {
        Miniature one = miniature(0.75);
        keys.setNow(100);
        int expired = insert(one, 0, 10, 100);
        for (int i = 1; i < 12; i++) {
            one.use(expired);
            insert(one, i, 10, 101);
            one.fit(100);
        }
        assertTrue(keys.find(0) == SampledKeys.NONE);
    }

    @Test
    void aLargeOneHasToBeAskedForMoreOften() {
        for (boolean isLarge : new boolean[] {false, true}) {
            Miniature one = miniature(0.5);
            for (int i = 0; i < 20; i++) {
                insert(one, 100 + i, 10, Long.MAX_VALUE);
                one.fit(100);
            }
            // Twice in the window, which is more than those on probation.
            int slot = insert(one, 200, isLarge ? 40 : 10, Long.MAX_VALUE);
            one.use(slot);
            for (int i = 0; i < 15; i++) {
                insert(one, 300 + i, 10, Long.MAX_VALUE);
                one.fit(100);
            }
            assertEquals(!isLarge, keys.find(200) != SampledKeys.NONE, "large: " + isLarge);
            for (int s = 0; s < keys.slots(); s++) {
                if (one.contains(s)) {
                    one.remove(s);
                }
            }
        }
    }

    /** All of them have one key. */
    private static Miniatures withOne(long expireAt) {
        Miniatures all = new Miniatures(64, 1);
        all.setCapacity(1 << 20);
        assertEquals(NOBODY, all.requested(KEY, 0, Long.MAX_VALUE, 0));
        all.stored(KEY, 100, expireAt, 0);
        return all;
    }

    @Test
    void whatIsStoredIsServed() {
        assertEquals(ALL, withOne(10).requested(KEY, 0, Long.MAX_VALUE, 9));
    }

    @Test
    void whatHasExpiredIsNot() {
        assertEquals(NOBODY, withOne(10).requested(KEY, 0, Long.MAX_VALUE, 10));
    }

    @Test
    void whatWasRemovedIsNot() {
        Miniatures all = withOne(10);
        all.removed(KEY);
        assertEquals(NOBODY, all.requested(KEY, 0, Long.MAX_VALUE, 1));
    }

    @Test
    void whatIsStoredAnewMayKeepItsExpiryTime() {
        Miniatures all = withOne(10);
        all.stored(KEY, 100, MainShare.SAME, 1);
        assertEquals(ALL, all.requested(KEY, 0, Long.MAX_VALUE, 9));
        assertEquals(NOBODY, all.requested(KEY, 0, Long.MAX_VALUE, 10));
    }

    @Test
    void whatIsTouchedLivesLonger() {
        Miniatures all = withOne(10);
        all.touched(KEY, 20);
        assertEquals(ALL, all.requested(KEY, 0, Long.MAX_VALUE, 19));
        assertEquals(NOBODY, all.requested(KEY, 0, Long.MAX_VALUE, 20));
    }

    @Test
    void theStoreKnowsBetterWhatHasExpired() {
        Miniatures all = withOne(10);
        assertEquals(ALL, all.requested(KEY, 100, 20, 15));
        assertEquals(ALL, all.requested(KEY, 0, Long.MAX_VALUE, 19));
    }

    @Test
    void equalKeysOfTwoCachesAreTwo() {
        Miniatures all = withOne(10);
        assertEquals(KEY, Miniatures.key(KEY, 1 << 24));
        assertEquals(NOBODY, all.requested(Miniatures.key(KEY, 1), 0, Long.MAX_VALUE, 1));
    }

    @RepeatedTest(20)
    void theBooksAreRightWhateverHappens(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Miniatures all = new Miniatures(1 << random.nextInt(4, 12), random.nextInt(3) / 2.0);
        long range = 1L << random.nextInt(6, 16);
        long capacity = 0;
        long now = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            if (i % 2000 == 0) {
                capacity = random.nextLong(1L << random.nextInt(4, 26));
                all.setCapacity(capacity);
            }
            now += random.nextInt(3);
            long key = Requests.hash(random.nextLong(range)) & ~all.mask();
            long size = random.nextInt(8) == 0 ? 1L << random.nextInt(40) : 16 + random.nextInt(4);
            long expireAt = random.nextBoolean() ? Long.MAX_VALUE : now + random.nextInt(1000);
            switch (random.nextInt(9)) {
                case 0 -> all.removed(key);
                case 1, 2 -> all.stored(key, size, expireAt, now);
                case 8 -> all.touched(key, expireAt);
                case 3 -> all.requested(key, size, expireAt, now);
                default -> all.requested(key, 0, Long.MAX_VALUE, now);
            }
            if (i % 100 == 0) {
                all.verify();
            }
        }
        all.verify();
    }
}
