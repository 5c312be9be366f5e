package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.segment.Geometry;

/** Values that are overwritten where they lie, and expire: what has expired is found as early as ever, and told with the value that it had. */
@Timeout(120)
class InPlaceExpiryTest {
    private static final Geometry GEOMETRY = new Geometry(10, 64, 13, 2, 2, 2);
    private static final int LENGTH = 1500;
    private static final int MOST_READS = 4000;
    private static final int KEYS = 4000;
    /** Bytes of a record, about. */
    private static final int RECORD = LENGTH + 20;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private static Presence put(Keyspace keyspace, String key, long seed, long ifCreated, long ifUpdated) {
        return put(keyspace, key, seed, LENGTH, ifCreated, ifUpdated);
    }

    private static Presence put(Keyspace keyspace, String key, long seed, int length, long ifCreated, long ifUpdated) {
        return keyspace.put(Mappings.key(key), Mappings.value(seed, length), 0, length, ifCreated, ifUpdated);
    }

    @Test
    void theExpiryTimeIsTheNewOneOrKept() {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        long now = stores.time().millis();
        ValueBuffer buffer = new ValueBuffer();
        put(keyspace, "k", 1, now + 1000, now + 1000);
        StoreFigures before = store.figures();
        assertEquals(Presence.LIVE, put(keyspace, "k", 2, now + 7, now + 1100));
        keyspace.get(Mappings.key("k"), buffer);
        assertEquals(now + 1100, buffer.expireAt());
        assertEquals(Presence.LIVE, put(keyspace, "k", 3, now + 7, Expiry.KEEP));
        keyspace.get(Mappings.key("k"), buffer);
        assertEquals(now + 1100, buffer.expireAt());
        assertEquals(Presence.LIVE, put(keyspace, "k", 4, now + 7, now + 900));
        assertEquals(before, store.figures());
        stores.verify();
        stores.time().advance(900);
        assertEquals(Presence.EXPIRED, put(keyspace, "k", 6, now + 2000, now + 7));
        assertNotEquals(before.dead(), store.figures().dead(), "a new mapping is another record");
        keyspace.get(Mappings.key("k"), buffer);
        assertEquals(now + 2000, buffer.expireAt());
    }

    /** Beside records that expire much earlier it would hide their death; beside others it is found as early as they are. */
    @ParameterizedTest
    @CsvSource({"10, false", "12000, false", "500000, true", "" + Expiry.ETERNAL + ", false"})
    void aRecordThatIsToLiveMuchLongerIsStoredAnew(long life, boolean anew) {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        long now = stores.time().millis();
        put(keyspace, "k", 1, now + 10_000, now + 10_000);
        long dead = store.figures().dead();
        long expireAt = life == Expiry.ETERNAL ? life : now + life;
        assertEquals(Presence.LIVE, put(keyspace, "k", 2, now + 7, expireAt));
        assertEquals(anew, dead != store.figures().dead());
        ValueBuffer buffer = new ValueBuffer();
        keyspace.get(Mappings.key("k"), buffer);
        assertEquals(expireAt, buffer.expireAt());
        assertEquals(RECORD, store.parts().segments().liveBytes(expireAt - 1), 20);
        assertEquals(life == Expiry.ETERNAL ? RECORD : 0, store.parts().segments().liveBytes(life == Expiry.ETERNAL ? expireAt - 1 : expireAt), 20);
    }

    /** A tenth of the keys goes on being written: the others are found as expired in spite of that. */
    @Test
    void whatIsNotWrittenAnyMoreIsFoundBesideWhatIs() {
        Store store = stores.open(8L << 20);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        for (int second = 0; second < 60; second++) {
            long expireAt = stores.time().millis() + 16_000;
            for (int i = 0; i < KEYS; i += second < 40 ? 1 : 10) {
                put(keyspace, "k" + i, i, 500, expireAt, expireAt);
            }
            stores.time().advance(1000);
            work(store);
        }
        assertTrue(keyspace.size() < KEYS / 5, "entries: " + keyspace.size());
    }

    @Test
    void whatWasEternalAndIsNotAnyMoreIsFound() {
        Store store = stores.open(8L << 20);
        Keyspace keyspace = store.openKeyspace("keyspace", true);
        for (int i = 0; i < KEYS; i++) {
            put(keyspace, "k" + i, i, 500, Expiry.ETERNAL, Expiry.ETERNAL);
        }
        long expireAt = stores.time().millis() + 1000;
        for (int i = 0; i < KEYS; i++) {
            put(keyspace, "k" + i, i, 500, expireAt, expireAt);
        }
        for (int i = 0; i < 4; i++) {
            stores.time().advance(5_000);
            work(store);
        }
        assertEquals(0, keyspace.size());
    }

    /** As the background thread would. */
    private static void work(Store store) {
        boolean more = true;
        while (more) {
            more = store.parts().guard().write(() -> store.parts().reclaimer().work());
        }
    }

    /**
     * Before each access of the reclaimer that is about to drop what has expired: a writer, whose clock is behind, updates the record without giving it more time. Whoever
     * is told that it has expired must be told the value that it had then.
     */
    @Test
    void whatIsToldOfAnExpiredMappingIsTheValueThatItHad() {
        int reads = 1;
        int updates = 0;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory memory = new CheckedMemory();
            Store store = stores.open(GEOMETRY, memory);
            Keyspace keyspace = store.openKeyspace("keyspace", true);
            List<byte[]> told = new ArrayList<>();
            keyspace.onExpired((key, canonical, hashCode, value) -> dropped -> {
                if (dropped && Arrays.equals(key, Mappings.bytes("k3"))) {
                    told.add(value);
                }
            });
            long expireAt = stores.time().millis() + 1000;
            for (int i = 0; i < 6; i++) {
                put(keyspace, "k" + i, i, expireAt, expireAt);
            }
            keyspace.remove(Mappings.key("k0"));
            store.parts().heads().closeIdle();
            stores.time().advance(1000);
            byte[][] last = {Mappings.value(3, LENGTH)};
            Presence[] before = new Presence[1];
            List<Thread> threads = new ArrayList<>();
            AtomicInteger count = new AtomicInteger();
            int when = at;
            memory.hook(access -> {
                if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    stores.time().advance(-500);
                    Elsewhere.run(threads, () -> before[0] = put(keyspace, "k3", 77, expireAt + 500, Expiry.KEEP));
                    stores.time().advance(500);
                }
            });
            for (int i = 0; i < 4; i++) {
                store.parts().reclaimer().step(1, false);
            }
            memory.unhook();
            Elsewhere.joinAll(threads);
            reads = count.get();
            if (before[0] == Presence.LIVE) {
                updates++;
                last[0] = Mappings.value(77, LENGTH);
            }
            for (byte[] value : told) {
                assertArrayEquals(last[0], value, "updated before read " + at + ", found " + before[0]);
            }
            assertTrue(told.size() <= 1, "told of once");
            // If the put found nothing, or something expired, it is for whoever called it to tell.
            assertTrue(told.size() == 1 || before[0] == Presence.EXPIRED || keyspace.get(Mappings.key("k3"), new ValueBuffer()) != Presence.ABSENT,
                    "nobody was told, before read " + at + ", found " + before[0]);
            StoreVerifier.verify(store);
            store.close();
        }
        assertTrue(updates > 2, "updates: " + updates + " in " + reads + " reads");
    }

    /** Before each read of a pass that drops an expired mapping, its neighbours in the index are written: that it goes is told all the same. */
    @ParameterizedTest
    @ValueSource(ints = {20, 21})
    void anExpiredMappingIsToldWhateverHappensBesideIt(int length) {
        int reads = 1;
        int told = 0;
        for (int at = 0; at < reads && at < MOST_READS; at++) {
            CheckedMemory memory = new CheckedMemory();
            Store store = stores.open(GEOMETRY, memory);
            Keyspace keyspace = store.openKeyspace("keyspace", true);
            AtomicBoolean isTold = new AtomicBoolean();
            keyspace.onExpired((key, canonical, hashCode, value) -> dropped -> {
                if (dropped && Arrays.equals(key, Mappings.bytes("k3"))) {
                    isTold.set(true);
                }
            });
            long now = stores.time().millis();
            for (int i = 0; i < 24; i++) {
                long expireAt = i == 3 ? now + 1000 : now + 1400;
                put(keyspace, "k" + i, i, 300, expireAt, expireAt);
            }
            for (int i = 0; i < 16; i++) {
                put(keyspace, "n" + i, i, 20, Expiry.ETERNAL, Expiry.ETERNAL);
            }
            store.parts().heads().closeIdle();
            stores.time().advance(1000);
            AtomicInteger count = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            int when = at;
            memory.hook(access -> {
                if (access == CheckedMemory.Access.READ && count.getAndIncrement() == when) {
                    Elsewhere.run(threads, () -> {
                        for (int i = 0; i < 16; i++) {
                            put(keyspace, "n" + i, 100 + i, length, Expiry.ETERNAL, Expiry.ETERNAL);
                        }
                    });
                }
            });
            for (int i = 0; i < 3; i++) {
                store.parts().reclaimer().flush();
            }
            memory.unhook();
            Elsewhere.joinAll(threads);
            reads = count.get();
            told += isTold.get() ? 1 : 0;
            boolean isThere = keyspace.get(Mappings.key("k3"), new ValueBuffer()) != Presence.ABSENT;
            assertTrue(isTold.get() || isThere, "nobody was told, before read " + at);
            store.close();
        }
        assertTrue(told > 50, "told " + told + " times in " + reads + " reads");
    }
}
