package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.varve.store.segment.Geometry;

/** Values that are overwritten where they lie: what that is promised to be, and whoever may come in between. */
@Timeout(120)
class InPlaceUpdateTest {
    /** Small blocks, so that records cross. */
    private static final Geometry GEOMETRY = new Geometry(10, 64, 13, 2, 2, 2);
    private static final int LENGTH = 1500;
    private static final int MOST_READS = 2000;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1023, 1024, 3000, 4000})
    void aValueOfTheSameLengthCostsNoRoom(int length) {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        for (int i = 0; i < 4; i++) {
            Mappings.put(keyspace, Mappings.key("k" + i), Mappings.value(i, length));
        }
        StoreFigures before = store.figures();
        for (int i = 0; i < 1000; i++) {
            assertEquals(Presence.LIVE, Mappings.put(keyspace, Mappings.key("k" + i % 4), Mappings.value(i, length)));
        }
        assertEquals(before, store.figures());
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(Mappings.value(996 + i, length), Mappings.get(keyspace, Mappings.key("k" + i)));
        }
    }

    /** Such as would keep others from their bucket, and those whose record has another shape. */
    @ParameterizedTest
    @ValueSource(ints = {4097, 5000})
    void aLargeValueIsStoredAnew(int length) {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        Mappings.put(keyspace, Mappings.key("k"), Mappings.value(1, length));
        long dead = store.figures().dead();
        Mappings.put(keyspace, Mappings.key("k"), Mappings.value(2, length));
        assertTrue(store.figures().dead() >= dead + length - GEOMETRY.blockSize(), store.figures()::toString);
        assertArrayEquals(Mappings.value(2, length), Mappings.get(keyspace, Mappings.key("k")));
    }

    @Test
    void lengthsThatChangeAreNotMixedUp() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        for (int i = 0; i < 300; i++) {
            int length = i / 2 * 7;
            Mappings.put(keyspace, Mappings.key("k"), Mappings.value(i, length));
            assertArrayEquals(Mappings.value(i, length), Mappings.get(keyspace, Mappings.key("k")));
        }
    }

    private static Presence put(Keyspace keyspace, String key, long seed, long ifCreated, long ifUpdated) {
        return keyspace.put(Mappings.key(key), Mappings.value(seed, LENGTH), 0, LENGTH, ifCreated, ifUpdated);
    }

    /** With keys that bytes do not identify, a record is found in the encoding in which it was stored. */
    @Test
    void anEqualKeyInAnotherEncodingFindsItsRecord() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        Mappings.put(keyspace, Mappings.ignoringCase("key"), new byte[10]);
        for (int i = 0; i < 20; i++) {
            Mappings.put(keyspace, Mappings.ignoringCase(i % 2 == 0 ? "KEY" : "kEy"), Mappings.value(i, 10));
            assertArrayEquals(Mappings.value(i, 10), Mappings.get(keyspace, Mappings.ignoringCase("Key")));
        }
        assertEquals(1, keyspace.size());
    }

    @Test
    void anUpdateBetweenCopyAndPublicationOfARecordIsNotLost() {
        CheckedMemory memory = new CheckedMemory();
        Store store = stores.open(GEOMETRY, memory);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        for (int i = 0; i < 12; i++) {
            put(keyspace, "k" + i, i, Expiry.ETERNAL, Expiry.ETERNAL);
        }
        for (int i = 0; i < 12; i += 2) {
            keyspace.remove(Mappings.key("k" + i));
        }
        long expireAt = stores.time().millis() + 60_000;
        AtomicInteger copies = new AtomicInteger();
        memory.hook(access -> {
            // Only once: a second update would make up for the loss of the first.
            if (access == CheckedMemory.Access.COPIED && copies.incrementAndGet() == 1) {
                for (int i = 1; i < 12; i += 2) {
                    assertEquals(Presence.LIVE, put(keyspace, "k" + i, 100 + i, Expiry.ETERNAL, expireAt));
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
            assertArrayEquals(Mappings.value(100 + i, LENGTH), Arrays.copyOf(buffer.bytes(), buffer.length()), "key " + i);
            assertEquals(expireAt, buffer.expireAt(), "key " + i);
        }
    }

    /** What another thread does in the middle of an update. */
    private enum Between {
        GET(true, test -> Mappings.get(test.keyspace, Mappings.key("key"))),
        UPDATE(true, test -> Mappings.put(test.keyspace, Mappings.key("key"), Mappings.value(5, LENGTH))),
        PUT_LONGER(true, test -> Mappings.put(test.keyspace, Mappings.key("key"), Mappings.value(5, LENGTH + 50))),
        REMOVE(false, test -> test.keyspace.remove(Mappings.key("key"))),
        REMOVE_AND_PUT_BACK(true, test -> {
            test.keyspace.remove(Mappings.key("key"));
            Mappings.put(test.keyspace, Mappings.key("other"), new byte[60]);
            Mappings.put(test.keyspace, Mappings.key("key"), Mappings.value(6, LENGTH));
        }),
        CLEAR(false, test -> test.keyspace.clear()),
        GROW_THE_INDEX(true, test -> {
            for (int i = 0; i < 200; i++) {
                Mappings.put(test.keyspace, Mappings.key("more" + i), new byte[0]);
            }
        }),
        COMPACT(true, test -> {
            test.store.parts().heads().closeIdle();
            for (int i = 0; i < 3; i++) {
                test.store.parts().reclaimer().step(1, false);
            }
        });

        private final boolean stays;
        private final Consumer<InPlaceUpdateTest> action;

        Between(boolean stays, Consumer<InPlaceUpdateTest> action) {
            this.stays = stays;
            this.action = action;
        }
    }

    private Store store;
    private Keyspace keyspace;

    @ParameterizedTest
    @EnumSource
    void anUpdateTakesEffectWhateverComesBetween(Between between) {
        int reads = 1;
        int found = 0;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory memory = new CheckedMemory();
            store = stores.open(GEOMETRY, memory);
            keyspace = store.openKeyspace("keyspace", false);
            Mappings.put(keyspace, Mappings.key("garbage"), new byte[300]);
            Mappings.put(keyspace, Mappings.key("key"), Mappings.value(1, LENGTH));
            keyspace.remove(Mappings.key("garbage"));
            List<Thread> threads = new ArrayList<>();
            AtomicInteger count = new AtomicInteger();
            boolean[] waited = new boolean[1];
            int when = at;
            memory.hook(access -> {
                if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    Elsewhere.run(threads, () -> between.action.accept(this));
                    // Then it came after the update, which had the bucket.
                    waited[0] = threads.get(0).isAlive();
                }
            });
            Mappings.put(keyspace, Mappings.key("key"), Mappings.value(2, LENGTH));
            memory.unhook();
            Elsewhere.joinAll(threads);
            reads = count.get();
            byte[] value = Mappings.get(keyspace, Mappings.key("key"));
            found += Arrays.equals(value, Mappings.value(2, LENGTH)) ? 1 : 0;
            if (!waited[0]) {
                assertArrayEquals(Mappings.value(2, LENGTH), value, between + " before read " + at);
            } else {
                assertTrue(value != null || !between.stays, between + " before read " + at);
            }
            StoreVerifier.verify(store);
            store.close();
        }
        assertTrue(reads > 8 && found > 4, "found " + found + " in " + reads + " reads");
    }

    /** Before each read of a plain put, another thread takes the key's lock and looks: nothing may change until it has written. */
    @Test
    void noUpdateComesBetweenTheLookAndTheWriteOfACompoundOperation() throws Exception {
        int reads = 1;
        int waited = 0;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory memory = new CheckedMemory();
            store = stores.open(GEOMETRY, memory);
            keyspace = store.openKeyspace("keyspace", false);
            Mappings.put(keyspace, Mappings.key("key"), Mappings.value(1, LENGTH));
            TwoLooks compound = new TwoLooks(keyspace, "key", locked -> locked.put(Mappings.value(3, LENGTH), 0, LENGTH, Expiry.ETERNAL, Expiry.ETERNAL));
            AtomicInteger count = new AtomicInteger();
            int when = at;
            memory.hook(access -> {
                if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    compound.begin();
                }
            });
            Mappings.put(keyspace, Mappings.key("key"), Mappings.value(2, LENGTH));
            memory.unhook();
            reads = count.get();
            compound.end("before read " + at);
            boolean putFirst = Arrays.equals(compound.value(), Mappings.value(2, LENGTH));
            assertArrayEquals(Mappings.value(putFirst ? 3 : 2, LENGTH), Mappings.get(keyspace, Mappings.key("key")), "before read " + at);
            waited += putFirst ? 0 : 1;
            store.close();
        }
        assertTrue(reads > 8 && waited > 4, "waited " + waited + " times in " + reads + " reads");
    }

    /** Before each read that a put makes without the bucket's lock, plain writes are refused: it must not have changed anything then. */
    @Test
    void anUpdateThatIsRefusedInTheMiddleChangesNothing() {
        int reads = 1;
        int refused = 0;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory memory = new CheckedMemory();
            store = stores.open(GEOMETRY, memory);
            keyspace = store.openKeyspace("keyspace", false);
            Mappings.put(keyspace, Mappings.key("key"), Mappings.value(1, LENGTH));
            AtomicInteger count = new AtomicInteger();
            int when = at;
            boolean[] locked = new boolean[1];
            boolean[] inTime = new boolean[1];
            memory.hook(access -> {
                if (access == CheckedMemory.Access.CAS) {
                    locked[0] = true;
                } else if (access == CheckedMemory.Access.RELEASED) {
                    locked[0] = false;
                } else if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    inTime[0] = !locked[0];
                    keyspace.refusePlainWrites(true);
                }
            });
            Presence before = Mappings.put(keyspace, Mappings.key("key"), Mappings.value(2, LENGTH));
            memory.unhook();
            reads = count.get();
            assertTrue(before == null || !inTime[0], "not refused before read " + at);
            refused += before == null ? 1 : 0;
            assertArrayEquals(Mappings.value(before == null ? 1 : 2, LENGTH), Mappings.get(keyspace, Mappings.key("key")));
            store.close();
        }
        assertTrue(refused > 4 && refused < reads, "refused " + refused + " times in " + reads + " reads");
    }

    /** Updates at every read that is made without the bucket's lock, for ever: the reader ends by locking the bucket, and the value is whole. */
    @ParameterizedTest
    @ValueSource(ints = {10, LENGTH, 3900, 6000})
    void aReaderOfAMappingThatChangesAllTheTimeFindsAWholeValue(int length) {
        CheckedMemory memory = new CheckedMemory();
        Keyspace changing = stores.open(GEOMETRY, memory).openKeyspace("keyspace", false);
        Mappings.put(changing, Mappings.key("key"), Mappings.value(0, length));
        AtomicInteger updates = new AtomicInteger();
        boolean[] locked = new boolean[1];
        int most = 4000;
        memory.hook(access -> {
            if (access == CheckedMemory.Access.CAS) {
                locked[0] = true;
            } else if (access == CheckedMemory.Access.RELEASED) {
                locked[0] = false;
            } else if (access == CheckedMemory.Access.READ && !locked[0] && updates.get() < most) {
                Mappings.put(changing, Mappings.key("key"), Mappings.value(updates.incrementAndGet(), length));
            }
        });
        byte[] value = Mappings.get(changing, Mappings.key("key"));
        memory.unhook();
        int last = updates.get();
        assertTrue(last > 32, "updates: " + last);
        int version = last;
        while (version > 0 && !Arrays.equals(value, Mappings.value(version, length))) {
            version--;
        }
        assertTrue(version > 0, "a value that was never put");
        assertTrue(length > 4000 || last < most, "a reader of a small value ends although the updates do not");
    }
}
