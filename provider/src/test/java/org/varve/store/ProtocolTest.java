package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.index.Index;
import org.varve.store.index.IndexAudit;
import org.varve.store.log.RecordLayout;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;

/** The interleavings for whose sake the protocols of writers and of the reclaimer are what they are, one by one. */
@Timeout(120)
class ProtocolTest {
    private static final Geometry GEOMETRY = new Geometry(10, 64, 13, 2, 2, 2);
    private static final int MOST_READS = 2000;
    /** So much more time a record with a second to live gets without being moved. */
    private static final int IN_PLACE = 500;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private final CheckedMemory memory = new CheckedMemory();

    /** Before each read of a put, another thread closes the open segments and frees what is dead: the new record must survive that. */
    @Test
    void aSegmentIsNotReclaimedBetweenWritingARecordAndPublishingIt() throws Exception {
        int reads = 1;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory fresh = new CheckedMemory();
            Store store = stores.open(GEOMETRY, fresh);
            Keyspace keyspace = store.openKeyspace("keyspace", false);
            Mappings.put(keyspace, "warm", "up");
            keyspace.remove(Mappings.key("warm"));
            List<Thread> threads = new ArrayList<>();
            AtomicInteger count = new AtomicInteger();
            int when = at;
            fresh.hook(access -> {
                if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    Elsewhere.run(threads, () -> {
                        store.parts().heads().closeIdle();
                        for (int i = 0; i < 4; i++) {
                            store.parts().reclaimer().step(1, false);
                        }
                    });
                }
            });
            byte[] value = Mappings.value(at, 1800);
            Mappings.put(keyspace, Mappings.key("key"), value);
            fresh.unhook();
            Elsewhere.joinAll(threads);
            assertArrayEquals(value, Mappings.get(keyspace, Mappings.key("key")), "reclaimed before read " + at);
            StoreVerifier.verify(store);
            store.close();
            reads = count.get();
        }
        assertTrue(reads > 2, "reads: " + reads);
    }

    /** Before each read of a put, another thread makes the index grow: the new entry must be where it is looked for. */
    @Test
    void anIndexThatGrowsDuringAPutGetsTheEntryIntoTheRightBucket() throws Exception {
        int reads = 1;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory fresh = new CheckedMemory();
            Store store = stores.open(GEOMETRY, fresh);
            Keyspace keyspace = store.openKeyspace("keyspace", false);
            List<Thread> threads = new ArrayList<>();
            AtomicInteger count = new AtomicInteger();
            int when = at;
            fresh.hook(access -> {
                if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    Elsewhere.run(threads, () -> {
                        for (int i = 0; i < 300; i++) {
                            Mappings.put(keyspace, Mappings.key("more" + i), new byte[0]);
                        }
                    });
                }
            });
            for (int i = 0; i < 8; i++) {
                Mappings.put(keyspace, "key" + i, "value");
            }
            fresh.unhook();
            Elsewhere.joinAll(threads);
            StoreVerifier.verify(store);
            for (int i = 0; i < 8; i++) {
                assertEquals("value", Mappings.get(keyspace, "key" + i), "grown before read " + at);
            }
            store.close();
            // The first two keys' reads are enough; the others are there to be spread over buckets that split.
            reads = Math.min(40, count.get());
        }
        assertTrue(reads > 2, "reads: " + reads);
    }

    @Test
    void aTouchBetweenCopyAndPublicationOfARecordIsNotLost() {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        long expireAt = stores.time().millis() + 1000;
        for (int i = 0; i < 12; i++) {
            keyspace.put(Mappings.key("k" + i), new byte[300], 0, 300, expireAt, expireAt);
        }
        for (int i = 0; i < 12; i += 2) {
            keyspace.remove(Mappings.key("k" + i));
        }
        AtomicInteger copies = new AtomicInteger();
        memory.hook(access -> {
            // Only once: a second touch would make up for the loss of the first.
            if (access == CheckedMemory.Access.COPIED && copies.incrementAndGet() == 1) {
                for (int i = 1; i < 12; i += 2) {
                    keyspace.touch(Mappings.key("k" + i), expireAt, expireAt + IN_PLACE);
                }
            }
        });
        store.parts().heads().closeIdle();
        while (store.parts().counters().passes() == 0) {
            assertTrue(store.parts().reclaimer().step(1, false));
        }
        memory.unhook();
        assertTrue(copies.get() > 0, "nothing was relocated");
        ValueBuffer buffer = new ValueBuffer();
        for (int i = 1; i < 12; i += 2) {
            assertEquals(Presence.LIVE, keyspace.get(Mappings.key("k" + i), buffer));
            assertEquals(expireAt + IN_PLACE, buffer.expireAt(), "key " + i);
        }
    }

    /** Before each read of the reclaimer, a record that it is about to find expired is given more time. */
    @Test
    void aTouchOfARecordThatIsBeingDroppedAsExpiredIsNotLost() throws Exception {
        int reads = 1;
        int saved = 0;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory fresh = new CheckedMemory();
            Store store = stores.open(GEOMETRY, fresh);
            Keyspace keyspace = store.openKeyspace("keyspace", true);
            long expireAt = stores.time().millis() + 1000;
            for (int i = 0; i < 6; i++) {
                keyspace.put(Mappings.key("k" + i), new byte[300], 0, 300, expireAt, expireAt);
            }
            keyspace.remove(Mappings.key("k0"));
            store.parts().heads().closeIdle();
            stores.time().advance(1000);
            AtomicInteger count = new AtomicInteger();
            boolean[] touched = new boolean[1];
            List<Thread> threads = new ArrayList<>();
            int when = at;
            fresh.hook(access -> {
                if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    touched[0] = touchUnlessLocked(threads, keyspace, "k3", expireAt);
                }
            });
            for (int i = 0; i < 4; i++) {
                store.parts().reclaimer().step(1, false);
            }
            fresh.unhook();
            Elsewhere.joinAll(threads);
            reads = count.get();
            if (touched[0]) {
                saved += keyspace.evictions() == 0 ? 1 : 0;
                assertTrue(keyspace.contains(Mappings.key("k3")) == Presence.LIVE || keyspace.evictions() > 0, "lost at read " + at);
            }
            StoreVerifier.verify(store);
            store.close();
        }
        assertTrue(saved > 2, "saved: " + saved + " in " + reads + " reads");
    }

    /** Tries a touch in another thread, because the reclaimer may hold the bucket at that moment. */
    private static boolean touchUnlessLocked(List<Thread> threads, Keyspace keyspace, String key, long expireAt) {
        boolean[] done = new boolean[1];
        Elsewhere.run(threads, () -> done[0] = keyspace.touch(Mappings.key(key), expireAt, expireAt + IN_PLACE));
        return done[0];
    }

    /**
     * After each byte that an overwrite writes, another thread empties the segment of the old record, slice by slice, and gives its blocks to new records.
     * Once the old record is marked dead nobody waits for the bucket; what the overwrite takes off the account after that must hit the segment that the
     * record was in.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordIsTakenOffTheAccountItWasOnThoughItsBlocksAreGoneAlready(boolean moreIsAlive) throws Exception {
        int writes = 1;
        int emptied = 0;
        for (int at = 0; at < writes; at++) {
            CheckedMemory fresh = new CheckedMemory();
            Geometry geometry = new Geometry(10, 64, 13, 6, 2, 2);
            Store store = stores.open(geometry, fresh);
            Keyspace keyspace = store.openKeyspace("keyspace", false);
            // The first slice ends where the segment would have ended, if the large record did not extend it.
            Mappings.put(keyspace, Mappings.key("old"), new byte[300]);
            int left = (int) geometry.sliceBytes() - (int) keyspace.bytes();
            Mappings.put(keyspace, Mappings.key("dead"), new byte[left - RecordLayout.headerLength(RecordLayout.shape(false, false, 4, left)) - 4]);
            Mappings.put(keyspace, Mappings.key("large"), new byte[5000]);
            keyspace.remove(Mappings.key("dead"));
            if (!moreIsAlive) {
                keyspace.remove(Mappings.key("large"));
            }
            store.parts().heads().closeIdle();
            int victim = 0;
            while (store.parts().blocks().mayGrow()) {
                store.parts().blocks().grow();
            }
            List<Thread> threads = new ArrayList<>();
            List<Throwable> failures = new ArrayList<>();
            AtomicInteger count = new AtomicInteger();
            boolean[] given = new boolean[1];
            int when = at;
            fresh.hook(access -> {
                if (access == CheckedMemory.Access.BYTE_WRITTEN && count.getAndIncrement() == when) {
                    Elsewhere.run(threads, () -> {
                        try {
                            store.parts().reclaimer().step(1, false);
                            given[0] = segments(store).blockCount(victim) < geometry.segmentBlocks();
                            takeBlocks(store, keyspace);
                            store.parts().reclaimer().step(1, false);
                        } catch (RuntimeException | Error e) {
                            failures.add(e);
                        }
                    });
                    // Before the overwrite is done, the second slice may be dealt with, but not the account.
                    emptiedBeforeItsTime(store, victim, given[0], failures);
                }
            });
            Mappings.put(keyspace, "old", "new");
            fresh.unhook();
            Elsewhere.joinAll(threads);
            assertEquals(List.of(), failures, "at write " + at);
            assertEquals("new", Mappings.get(keyspace, "old"));
            StoreVerifier.verify(store);
            store.close();
            emptied += given[0] ? 1 : 0;
            writes = count.get();
        }
        assertTrue(emptied > 0, "no slice was given back in between, at any of " + writes + " writes");
    }

    /** The scheduler stops a thread after it has marked a record dead and before it has taken it off the account: nobody else pays for that. */
    @ParameterizedTest
    @ValueSource(ints = {300, 900, 5000})
    void aWriterThatIsStoppedBetweenMarkAndAccountMakesNobodyElseFail(int length) throws Exception {
        Store store = stores.open(GEOMETRY, memory);
        SegmentTable segments = segments(store);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        Mappings.put(keyspace, Mappings.key("key"), new byte[length]);
        store.parts().heads().closeIdle();
        // Where the header of the only record is.
        long old = (long) segments.firstBlock(0) << GEOMETRY.blockShift();
        int free = store.parts().blocks().freeBlocks();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        boolean[] stopped = new boolean[1];
        memory.hook(access -> {
            if (access == CheckedMemory.Access.BYTE_WRITTEN && !stopped[0] && store.parts().records().isDead(old)) {
                stopped[0] = true;
                Elsewhere.run(threads, () -> {
                    try {
                        for (int i = 0; i < 3; i++) {
                            store.parts().reclaimer().step(1, false);
                        }
                    } catch (RuntimeException | Error e) {
                        failures.add(e);
                    }
                });
                Elsewhere.joinAll(threads);
                assertEquals(SegmentState.CLOSED, segments.state(0), "freed before its account was at zero, or kept for nobody");
                assertEquals(1, segments.blockCount(0), "blocks of dead records");
            }
        });
        keyspace.remove(Mappings.key("key"));
        memory.unhook();
        assertTrue(stopped[0]);
        assertEquals(List.of(), failures);
        StoreVerifier.verify(store);
        assertTrue(store.parts().reclaimer().step(1, false));
        assertEquals(SegmentState.FREE, segments.state(0));
        assertTrue(store.parts().blocks().freeBlocks() > free);
        StoreVerifier.verify(store);
    }

    @Test
    void whatIsReplacedRemovedOrClearedIsMarkedDead() {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        for (int i = 0; i < 60; i++) {
            Mappings.put(keyspace, Mappings.key("k" + i % 20), new byte[50 + i / 30]);
            keyspace.remove(Mappings.key("k" + i % 7));
        }
        assertEquals(0, StoreVerifier.unmarked(store));
        keyspace.clear();
        assertEquals(0, StoreVerifier.unmarked(store));
        assertEquals(0, store.parts().counters().passes(), "nothing was given back that should have been looked at");
    }

    private static SegmentTable segments(Store store) {
        return store.parts().segments();
    }

    /** Puts records, of other buckets than that of "old", as long as there are free blocks. */
    private static void takeBlocks(Store store, Keyspace keyspace) {
        BlockAllocator blocks = store.parts().blocks();
        long old = Mappings.key("old").hash(store.parts().keyHash());
        for (int i = 0; blocks.hasRoom(1); i++) {
            StoreKey key = Mappings.key("new" + i);
            if ((key.hash(store.parts().keyHash()) & 15) != (old & 15)) {
                // With a segment of its own, since the overwrite has the head.
                Mappings.put(keyspace, key, new byte[blocks.hasRoom(7) ? 6500 : 600]);
            }
        }
    }

    private static void emptiedBeforeItsTime(Store store, int victim, boolean given, List<Throwable> failures) {
        if (given && segments(store).live(victim) != 0 && segments(store).state(victim) == SegmentState.FREE) {
            failures.add(new AssertionError("freed with " + segments(store).live(victim) + " live bytes"));
        }
    }

    @Test
    void anOverwriteBetweenCopyAndPublicationOfARecordIsNotLost() {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        for (int i = 0; i < 12; i++) {
            Mappings.put(keyspace, Mappings.key("k" + i), new byte[300]);
        }
        for (int i = 0; i < 12; i += 2) {
            keyspace.remove(Mappings.key("k" + i));
        }
        AtomicInteger copies = new AtomicInteger();
        memory.hook(access -> {
            if (access == CheckedMemory.Access.COPIED && copies.incrementAndGet() == 1) {
                for (int i = 1; i < 12; i += 4) {
                    Mappings.put(keyspace, "k" + i, "new");
                    keyspace.remove(Mappings.key("k" + (i + 2)));
                }
            }
        });
        store.parts().heads().closeIdle();
        while (store.parts().counters().passes() == 0) {
            assertTrue(store.parts().reclaimer().step(1, false));
        }
        memory.unhook();
        assertTrue(copies.get() > 0, "nothing was relocated");
        for (int i = 1; i < 12; i += 4) {
            assertEquals("new", Mappings.get(keyspace, "k" + i));
            assertEquals(Presence.ABSENT, keyspace.contains(Mappings.key("k" + (i + 2))));
        }
        assertEquals(0, keyspace.evictions());
    }

    /** Whenever a bucket is unlocked, the account of live bytes is right. */
    @Test
    void liveBytesAreRightWheneverABucketIsUnlocked() {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        List<String> faults = new ArrayList<>();
        AtomicInteger checks = new AtomicInteger();
        memory.hook(access -> {
            if (access == CheckedMemory.Access.RELEASE) {
                checks.incrementAndGet();
                compareLiveBytes(store, faults);
            }
        });
        Random random = new Random(1);
        for (int i = 0; i < 3000 && faults.isEmpty(); i++) {
            String key = "k" + random.nextInt(60);
            long expireAt = stores.time().millis() + random.nextInt(200);
            byte[] value = new byte[random.nextInt(1500)];
            switch (random.nextInt(4)) {
                case 0:
                    keyspace.remove(Mappings.key(key));
                    break;
                case 1:
                    stores.time().advance(1);
                    break;
                default:
                    keyspace.put(Mappings.key(key), value, 0, value.length, expireAt, expireAt);
            }
            if (i % 500 == 0) {
                keyspace.clear();
            }
        }
        memory.unhook();
        assertEquals(List.of(), faults);
        assertTrue(checks.get() > 2000);
    }

    private static void compareLiveBytes(Store store, List<String> faults) {
        StoreParts parts = store.parts();
        long[] live = new long[parts.geometry().blockCount()];
        IndexAudit audit = new IndexAudit(parts.slab(), new ArrayList<>());
        for (Index index : parts.indexes().all()) {
            if (index != null && index.table() != Index.RETIRED) {
                audit.forEachEntry(index, word -> {
                    long location = parts.words().location(word);
                    live[parts.segments().slotOf(location)] += RecordLayout.size(parts.records().shape(location));
                });
            } else if (index != null) {
                return;
            }
        }
        for (int slot = 0; slot < parts.segments().usedSlots(); slot++) {
            if (live[slot] != parts.segments().live(slot)) {
                faults.add("segment " + slot + " counts " + parts.segments().live(slot) + " and has " + live[slot]);
            }
        }
    }

    /** A plain put or remove that comes between the look and the write of a compound operation waits. */
    @Test
    void aPlainWriteDoesNotSlipIntoACompoundOperation() throws Exception {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        List<Thread> threads = new ArrayList<>();
        for (int operation = 0; operation < 3; operation++) {
            Mappings.put(keyspace, "key", "old");
            int which = operation;
            try (LockedKey locked = keyspace.lock(Mappings.key("key"))) {
                assertEquals(Presence.LIVE, locked.contains());
                Elsewhere.run(threads, () -> {
                    switch (which) {
                        case 0:
                            Mappings.put(keyspace, "key", "plain");
                            break;
                        case 1:
                            keyspace.remove(Mappings.key("key"));
                            break;
                        default:
                            keyspace.touch(Mappings.key("key"), Expiry.ETERNAL, 5);
                    }
                });
                ValueBuffer buffer = new ValueBuffer();
                assertEquals(Presence.LIVE, locked.get(buffer), "operation " + which + " slipped in");
                assertEquals(Expiry.ETERNAL, buffer.expireAt(), "operation " + which + " slipped in");
                assertEquals("old", Mappings.get(keyspace, "key"), "operation " + which + " slipped in");
                // Readers and writers of other keys go on.
                Mappings.put(keyspace, "other" + which, "value");
                locked.put(Mappings.bytes("compound"), 0, 8, Expiry.ETERNAL, Expiry.KEEP);
            }
            Elsewhere.joinAll(threads);
            assertFalse("compound".equals(Mappings.get(keyspace, "key")), "operation " + which + " came too late or not at all");
        }
    }

    /** A walk whose bucket changes at each read lets a grace period pass all the same, and comes to its end once that stops. */
    @Test
    void aWalkThatIsDisturbedAgainAndAgainHoldsNobodyUp() throws Exception {
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        Mappings.put(keyspace, "key", "value");
        AtomicBoolean passed = new AtomicBoolean();
        Thread waiting = new Thread(() -> passed.set(store.parts().guard().await(TimeUnit.SECONDS.toNanos(60))));
        waiting.setDaemon(true);
        AtomicInteger changes = new AtomicInteger();
        Thread walker = Thread.currentThread();
        boolean[] changing = new boolean[1];
        memory.hook(access -> {
            if (access == CheckedMemory.Access.READ && Thread.currentThread() == walker && !changing[0] && waiting.getState() != Thread.State.TERMINATED) {
                changing[0] = true;
                if (changes.incrementAndGet() == 1) {
                    waiting.start();
                }
                Mappings.put(keyspace, "key", "other");
                changing[0] = false;
            }
        });
        KeyCursor cursor = keyspace.keys();
        assertArrayEquals(Mappings.bytes("key"), cursor.next());
        assertNull(cursor.next());
        memory.unhook();
        waiting.join();
        assertTrue(passed.get(), "nobody left the store for a minute");
    }
}
