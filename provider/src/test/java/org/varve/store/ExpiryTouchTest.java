package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.index.EntryWord;
import org.varve.store.index.Index;
import org.varve.store.log.Head;
import org.varve.store.log.RecordLayout;
import org.varve.store.reclaim.ReclaimFigures;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/** Mappings that get another expiry time: what has expired beside them is found, and whoever comes in between. */
@Timeout(120)
class ExpiryTouchTest {
    /** Small blocks, so that records cross. */
    private static final Geometry GEOMETRY = new Geometry(10, 64, 13, 2, 2, 2);
    private static final int LENGTH = 1500;
    private static final int KEYS = 4000;
    private static final int MINUTE = 60_000;
    private static final int MOST_READS = 2000;
    private static final long LIFE = 1000;
    /** More than a segment of records with that life has buckets for. */
    private static final long LONGER = 100 * LIFE;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private Store store;
    private Keyspace keyspace;

    private void open(CheckedMemory memory) {
        store = stores.open(GEOMETRY, memory);
        keyspace = store.openKeyspace("keyspace", true);
        boolean more = true;
        while (more) {
            more = store.parts().blocks().grow();
        }
    }

    private void put(String key, long seed, int length, long expireAt) {
        keyspace.put(Mappings.key(key), Mappings.value(seed, length), 0, length, expireAt, expireAt);
    }

    private long expireAt(String key) {
        ValueBuffer buffer = new ValueBuffer();
        return keyspace.get(Mappings.key(key), buffer) == Presence.ABSENT ? -1 : buffer.expireAt();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, LIFE / 4, -LIFE / 2})
    void aLittleMoreTimeOrLessCostsNoRoom(long more) {
        open(new CheckedMemory());
        long expireAt = stores.time().millis() + LIFE;
        put("k", 1, LENGTH, expireAt);
        StoreFigures before = store.figures();
        assertTrue(keyspace.touch(Mappings.key("k"), expireAt, expireAt + more));
        assertEquals(before, store.figures());
        assertEquals(expireAt + more, expireAt("k"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 1023, 1900})
    void withMuchMoreTimeTheRecordIsMoved(int length) {
        CheckedMemory memory = new CheckedMemory();
        open(memory);
        long expireAt = stores.time().millis() + LIFE;
        for (int i = 0; i < 5; i++) {
            put("k" + i, i, length, expireAt);
        }
        long bytes = keyspace.bytes();
        AtomicInteger copies = new AtomicInteger();
        memory.hook(access -> copies.addAndGet(access == CheckedMemory.Access.COPIED ? 1 : 0));
        for (int i = 0; i < 5; i++) {
            assertTrue(keyspace.touch(Mappings.key("k" + i), expireAt, expireAt + LONGER));
            assertEquals(expireAt + LONGER, expireAt("k" + i));
            assertArrayEquals(Mappings.value(i, length), Mappings.get(keyspace, Mappings.key("k" + i)));
        }
        memory.unhook();
        assertTrue(copies.get() >= 5, "copies: " + copies);
        assertEquals(5, keyspace.size());
        assertEquals(bytes, keyspace.bytes());
        stores.verify();
        stores.time().advance(LIFE);
        while (store.parts().reclaimer().work()) {
            stores.verify();
        }
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(Mappings.value(i, length), Mappings.get(keyspace, Mappings.key("k" + i)));
        }
    }

    @Test
    void aRecordThatIsMovedLeavesADeadOneAndStaysMarkedAsUsed() {
        open(new CheckedMemory());
        long expireAt = stores.time().millis() + LIFE;
        put("k", 1, LENGTH, expireAt);
        long before = entry("k");
        keyspace.touch(Mappings.key("k"), expireAt, expireAt + LONGER);
        long after = entry("k");
        EntryWord words = store.parts().words();
        assertNotEquals(words.location(before), words.location(after));
        assertTrue(store.parts().records().isDead(words.location(before)));
        assertFalse(store.parts().records().isDead(words.location(after)));
        assertFalse(EntryWord.isAccessed(after));
        keyspace.contains(Mappings.key("k"));
        keyspace.touch(Mappings.key("k"), expireAt + LONGER, expireAt + 100 * LONGER);
        assertNotEquals(words.location(after), words.location(entry("k")));
        assertTrue(EntryWord.isAccessed(entry("k")));
    }

    private long entry(String name) {
        StoreKey key = Mappings.key(name);
        long hash = key.hash(store.parts().keyHash());
        for (Index index : store.parts().indexes().all()) {
            long at = index == null ? 0 : index.findFirst(index.cellOf(hash, index.table()), store.parts().words().tag(hash));
            if (at != 0) {
                return index.word(at);
            }
        }
        return 0;
    }

    /** A record of more than a segment has no neighbours from whom it could hide anything. */
    @Test
    void aLargeRecordStays() {
        open(new CheckedMemory());
        long expireAt = stores.time().millis() + LIFE;
        put("k", 1, 5000, expireAt);
        StoreFigures before = store.figures();
        assertTrue(keyspace.touch(Mappings.key("k"), expireAt, expireAt + LONGER));
        assertEquals(before, store.figures());
        assertEquals(expireAt + LONGER, expireAt("k"));
    }

    /** Nor is the segment closed that others append to. */
    @Test
    void whereBlocksAreShortTheRecordStays() {
        open(new CheckedMemory());
        long expireAt = stores.time().millis() + LIFE;
        put("k", 1, 50, expireAt);
        while (store.parts().blocks().freeBlocks() > GEOMETRY.highWater()) {
            assertTrue(store.parts().blocks().takeChain(1) != BlockAllocator.NONE);
        }
        StoreFigures before = store.figures();
        assertTrue(keyspace.touch(Mappings.key("k"), expireAt, expireAt + LONGER));
        assertEquals(before, store.figures());
        assertEquals(expireAt + LONGER, expireAt("k"));
        assertArrayEquals(Mappings.value(1, 50), Mappings.get(keyspace, Mappings.key("k")));
        store.close();
    }

    @Test
    void whereAllHeadsAreBusyTheRecordStays() {
        open(new CheckedMemory());
        long now = stores.time().millis();
        put("k", 1, LENGTH, now + LIFE);
        long dead = store.figures().dead();
        long size = RecordLayout.MAX_HEADER;
        List<Head> heads = new ArrayList<>();
        heads.add(store.parts().heads().lockOne(size, now + LONGER, now));
        Head another = store.parts().heads().tryLockOne(now + LONGER, now);
        if (another != null) {
            heads.add(another);
        }
        assertTrue(keyspace.touch(Mappings.key("k"), now + LIFE, now + LONGER));
        heads.forEach(head -> store.parts().heads().release(head, size));
        assertEquals(dead, store.figures().dead());
        assertEquals(now + LONGER, expireAt("k"));
    }

    @Test
    void whoExpectsAnotherTimeChangesNothing() {
        open(new CheckedMemory());
        long expireAt = stores.time().millis() + LIFE;
        put("k", 1, LENGTH, expireAt);
        StoreFigures before = store.figures();
        assertFalse(keyspace.touch(Mappings.key("k"), expireAt + 1, expireAt + LONGER));
        assertFalse(keyspace.touch(Mappings.key("other"), expireAt, expireAt + LONGER));
        assertEquals(before, store.figures());
        assertEquals(expireAt, expireAt("k"));
    }

    /** Sessions of half an hour: a tenth of them goes on being used, every minute, and the others are found in spite of that. */
    @Test
    void whatIsNotUsedAnyMoreIsFoundBesideWhatIs() {
        store = stores.open(8L << 20);
        keyspace = store.openKeyspace("keyspace", true);
        long[] expiry = new long[KEYS];
        for (int minute = 0; minute < 100; minute++) {
            long expireAt = stores.time().millis() + 30 * MINUTE;
            for (int i = 0; i < KEYS; i += minute < 60 ? 1 : 10) {
                if (minute < 30 && i % 30 == minute) {
                    put("k" + i, i, 500, expireAt);
                } else if (expiry[i] != 0) {
                    assertTrue(keyspace.touch(Mappings.key("k" + i), expiry[i], expireAt));
                }
                expiry[i] = expiry[i] != 0 || minute < 30 && i % 30 == minute ? expireAt : 0;
            }
            stores.time().advance(MINUTE);
            work();
        }
        assertTrue(keyspace.size() < KEYS / 8, "entries: " + keyspace.size());
        assertEquals(0, keyspace.evictions());
        for (int i = 0; i < KEYS; i += 10) {
            assertArrayEquals(Mappings.value(i, 500), Mappings.get(keyspace, Mappings.key("k" + i)), "key " + i);
        }
    }

    /** Sessions that are all in use, in a store that they nearly fill: nothing is written but their expiry times. */
    @Test
    void whatIsUsedAllTheTimeCostsNothing() {
        store = stores.open(8L << 20);
        keyspace = store.openKeyspace("keyspace", true);
        long[] expiry = new long[KEYS * 3];
        for (int i = 0; i < expiry.length; i++) {
            expiry[i] = stores.time().millis() + 30 * MINUTE;
            put("k" + i, i, 500, expiry[i]);
            stores.time().advance(10);
        }
        work();
        ReclaimFigures before = store.figures().reclaim();
        for (int minute = 0; minute < 300; minute++) {
            for (int i = minute % 10; i < expiry.length; i += 10) {
                long expireAt = stores.time().millis() + 30 * MINUTE;
                assertTrue(keyspace.touch(Mappings.key("k" + i), expiry[i], expireAt));
                expiry[i] = expireAt;
            }
            stores.time().advance(MINUTE);
            work();
        }
        assertEquals(before, store.figures().reclaim());
        assertEquals(expiry.length, keyspace.size());
    }

    /** Lives of which the longer is more than a segment of the shorter tells apart: each finds its segment, and stays there. */
    @ParameterizedTest
    @ValueSource(ints = {35, 45, 60, 67})
    void recordsThatLiveLongerThanTheirNeighboursAreNotMovedAgainAndAgain(int longer) {
        open(new CheckedMemory());
        long now = stores.time().millis();
        put("short", 1, 50, now + 34 * MINUTE);
        put("k", 2, 50, now + (long) longer * MINUTE);
        long expireAt = now + (long) longer * MINUTE;
        long last = entry("k");
        int moves = 0;
        for (int i = 0; i < 100; i++) {
            stores.time().advance(MINUTE / 2);
            assertTrue(keyspace.touch(Mappings.key("k"), expireAt, expireAt + MINUTE / 2));
            expireAt += MINUTE / 2;
            moves += last == entry("k") ? 0 : 1;
            last = entry("k");
        }
        assertTrue(moves <= 1, "moved " + moves + " times");
    }

    /** Of what shares segments, a third lives for an hour and the rest for a fifth of one. */
    @Test
    void whatLivesShorterThanItsNeighboursIsFoundInTime() {
        store = stores.open(8L << 20);
        keyspace = store.openKeyspace("keyspace", true);
        for (int i = 0; i < KEYS; i++) {
            put("k" + i, i, 500, stores.time().millis() + (i % 3 == 0 ? 60 : 12) * MINUTE);
            stores.time().advance(1);
        }
        stores.time().advance(12 * MINUTE);
        work();
        assertEquals(KEYS / 3, keyspace.size(), KEYS / 20);
        assertEquals(0, keyspace.evictions());
    }

    /** As the background thread would, closing what is open as time goes by. */
    private void work() {
        boolean more = true;
        while (more) {
            more = store.parts().guard().write(() -> store.parts().reclaimer().work());
        }
    }

    /** What another thread does in the middle of a touch that moves the record. */
    private enum Between {
        GET(true, test -> Mappings.get(test.keyspace, Mappings.key("key"))),
        UPDATE(true, test -> test.keyspace.put(Mappings.key("key"), Mappings.value(5, LENGTH), 0, LENGTH, Expiry.ETERNAL, Expiry.KEEP)),
        PUT_LONGER(true, test -> test.keyspace.put(Mappings.key("key"), Mappings.value(5, LENGTH + 50), 0, LENGTH + 50, Expiry.ETERNAL, Expiry.KEEP)),
        TOUCH(true, test -> test.keyspace.touch(Mappings.key("key"), test.first, test.first + 50)),
        TOUCH_AND_MOVE(true, test -> test.keyspace.touch(Mappings.key("key"), test.first, test.first + 2 * LONGER)),
        REMOVE(false, test -> test.keyspace.remove(Mappings.key("key"))),
        REMOVE_AND_PUT_BACK(true, test -> {
            test.keyspace.remove(Mappings.key("key"));
            test.put("other", 7, 60, test.first);
            test.put("key", 5, LENGTH, test.first);
        }),
        CLEAR(false, test -> test.keyspace.clear()),
        GROW_THE_INDEX(true, test -> {
            for (int i = 0; i < 200; i++) {
                test.put("more" + i, i, 0, Expiry.ETERNAL);
            }
        }),
        COMPACT(true, test -> {
            test.store.parts().heads().closeIdle();
            for (int i = 0; i < 3; i++) {
                test.store.parts().reclaimer().step(1, false);
            }
        }),
        /** The memory of the record becomes another's. */
        REMOVE_AND_REUSE(false, test -> {
            test.keyspace.remove(Mappings.key("key"));
            for (int i = 0; i < 30; i++) {
                COMPACT.action.accept(test);
                test.put("more" + i % 4, i, LENGTH, Expiry.ETERNAL);
            }
        });

        private final boolean stays;
        private final Consumer<ExpiryTouchTest> action;

        Between(boolean stays, Consumer<ExpiryTouchTest> action) {
            this.stays = stays;
            this.action = action;
        }

        boolean changesTheValue() {
            return this == UPDATE || this == PUT_LONGER || this == REMOVE_AND_PUT_BACK;
        }
    }

    private long first;

    /** One run for each access that the touch makes. */
    @ParameterizedTest
    @EnumSource
    void whateverComesBetweenNothingIsLost(Between between) {
        int accesses = 1;
        int moved = 0;
        int other = 0;
        for (int at = 0; at < accesses && at < MOST_READS; at++) {
            CheckedMemory memory = new CheckedMemory();
            open(memory);
            first = stores.time().millis() + LIFE;
            put("garbage", 0, 300, first);
            put("key", 1, LENGTH, first);
            keyspace.remove(Mappings.key("garbage"));
            List<Thread> threads = new ArrayList<>();
            AtomicInteger count = new AtomicInteger();
            int when = at;
            memory.hook(access -> {
                if (count.getAndIncrement() == when) {
                    Elsewhere.run(threads, () -> between.action.accept(this));
                }
            });
            boolean touched = keyspace.touch(Mappings.key("key"), first, first + LONGER);
            memory.unhook();
            Elsewhere.joinAll(threads);
            accesses = count.get();
            String where = between + " before access " + at;
            byte[] value = Mappings.get(keyspace, Mappings.key("key"));
            long expireAt = expireAt("key");
            moved += expireAt == first + LONGER ? 1 : 0;
            other += Arrays.equals(value, Mappings.value(1, LENGTH)) ? 0 : 1;
            if (!between.stays) {
                assertTrue(value == null, where);
            } else if (between == Between.PUT_LONGER) {
                assertArrayEquals(Mappings.value(5, LENGTH + 50), value, where);
            } else {
                assertArrayEquals(Mappings.value(between.changesTheValue() ? 5 : 1, LENGTH), value, where);
            }
            checkExpiry(between, touched, expireAt, where);
            StoreVerifier.verify(store);
            store.close();
        }
        assertTrue(accesses > 30, "accesses: " + accesses);
        assertEquals(between.stays, moved > 10, "moved " + moved + " times in " + accesses);
        assertEquals(!between.stays || between.changesTheValue(), other == accesses, "another value " + other + " times in " + accesses);
    }

    /** Before each access of a touch that moves the record, another thread takes the key's lock and looks: nothing may change until it has written. */
    @Test
    void noTouchComesBetweenTheLookAndTheWriteOfACompoundOperation() throws Exception {
        int accesses = 1;
        int waited = 0;
        for (int at = 0; at < accesses && at < MOST_READS; at++) {
            CheckedMemory memory = new CheckedMemory();
            open(memory);
            first = stores.time().millis() + LIFE;
            put("key", 1, LENGTH, first);
            TwoLooks compound = new TwoLooks(keyspace, "key", locked -> locked.put(Mappings.value(3, LENGTH), 0, LENGTH, Expiry.ETERNAL, Expiry.KEEP));
            AtomicInteger count = new AtomicInteger();
            int when = at;
            memory.hook(access -> {
                if (count.getAndIncrement() == when) {
                    compound.begin();
                }
            });
            assertTrue(keyspace.touch(Mappings.key("key"), first, first + LONGER));
            memory.unhook();
            accesses = count.get();
            String where = "before access " + at;
            compound.end(where);
            assertEquals(first + LONGER, expireAt("key"), where);
            assertArrayEquals(Mappings.value(3, LENGTH), Mappings.get(keyspace, Mappings.key("key")), where);
            waited += compound.expireAt() == first ? 1 : 0;
            store.close();
        }
        assertTrue(accesses > 30 && waited > 10, "waited " + waited + " times in " + accesses + " accesses");
    }

    /** What the touch answers is what has become of the expiry time. */
    private void checkExpiry(Between between, boolean touched, long expireAt, String where) {
        if (!between.stays) {
            assertEquals(-1, expireAt, where);
        } else if (between == Between.TOUCH || between == Between.TOUCH_AND_MOVE) {
            assertEquals(touched, expireAt == first + LONGER, where + ": " + expireAt);
        } else if (between != Between.REMOVE_AND_PUT_BACK) {
            assertTrue(touched, where);
            assertEquals(first + LONGER, expireAt, where);
        }
    }
}
