package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.varve.store.segment.Geometry;

/** What a keyspace promises, operation by operation. */
class KeyspaceTest {
    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private Store store;
    private Keyspace keyspace;
    private final ValueBuffer buffer = new ValueBuffer();

    @BeforeEach
    void open() {
        store = stores.open(new Geometry(12, 256, 16, 4, 4, 1));
        keyspace = store.openKeyspace("keyspace", true);
    }

    private Presence put(String key, long ifCreated, long ifUpdated) {
        return keyspace.put(Mappings.key(key), new byte[3], 0, 3, ifCreated, ifUpdated);
    }

    private long expireAt(String key) {
        keyspace.get(Mappings.key(key), buffer);
        return buffer.expireAt();
    }

    @Test
    void operationsTellWhatWasThere() {
        assertEquals(Presence.ABSENT, keyspace.remove(Mappings.key("k")));
        assertEquals(Presence.ABSENT, Mappings.put(keyspace, "k", "v"));
        assertEquals(Presence.LIVE, Mappings.put(keyspace, "k", "w"));
        assertEquals("w", Mappings.get(keyspace, "k"));
        assertEquals(1, keyspace.size());
        assertEquals(Presence.LIVE, keyspace.remove(Mappings.key("k")));
        assertEquals(Presence.ABSENT, keyspace.contains(Mappings.key("k")));
        assertEquals(0, keyspace.size());
    }

    @Test
    void aPartOfAnArrayCanBeStored() {
        byte[] array = Mappings.bytes("0123456789");
        keyspace.put(Mappings.key("k"), array, 3, 4, Expiry.ETERNAL, Expiry.ETERNAL);
        assertEquals("3456", Mappings.get(keyspace, "k"));
        assertThrows(IndexOutOfBoundsException.class, () -> keyspace.put(Mappings.key("k"), array, 8, 3, Expiry.ETERNAL, Expiry.ETERNAL));
        assertThrows(IndexOutOfBoundsException.class, () -> keyspace.put(Mappings.key("k"), array, -1, 3, Expiry.ETERNAL, Expiry.ETERNAL));
        assertEquals("3456", Mappings.get(keyspace, "k"));
    }

    @Test
    void lengthsFromZeroToSeveralBlocksAreKept() {
        int[] lengths = {0, 1, 7, 8, 9, 127, 128, 4000, 4070, 4071, 4072, 4073, 4095, 4096, 4097, 12_000, 70_000, 120_000};
        for (int keyLength : lengths) {
            for (int valueLength : lengths) {
                byte[] key = Mappings.value(keyLength, keyLength);
                byte[] value = Mappings.value(valueLength, valueLength);
                assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.key(key), value));
                assertArrayEquals(value, Mappings.get(keyspace, Mappings.key(key)), () -> keyLength + " and " + valueLength);
                assertEquals(Presence.LIVE, keyspace.remove(Mappings.key(key)));
            }
        }
    }

    @Test
    void keysThatDifferInOneByteOrInLengthAreDifferent() {
        byte[] key = Mappings.value(1, 9000);
        Mappings.put(keyspace, Mappings.key(key), new byte[1]);
        for (int at : new int[] {0, 4000, 4096, 8999}) {
            byte[] other = key.clone();
            other[at]++;
            assertEquals(Presence.ABSENT, keyspace.contains(Mappings.key(other)));
        }
        StoreKey shorter = new StoreKey();
        shorter.setCanonical(key, 8999);
        assertEquals(Presence.ABSENT, keyspace.contains(shorter));
    }

    @Test
    void expiryTimesOfCreationAndUpdate() {
        stores.time().set(100);
        assertEquals(Presence.ABSENT, put("k", 200, 300));
        assertEquals(200, expireAt("k"));
        assertEquals(Presence.LIVE, put("k", 250, 300));
        assertEquals(300, expireAt("k"));
        assertEquals(Presence.LIVE, put("k", 250, Expiry.KEEP));
        assertEquals(300, expireAt("k"));
        stores.time().set(299);
        assertEquals(Presence.LIVE, keyspace.contains(Mappings.key("k")));
        stores.time().set(300);
        assertEquals(Presence.EXPIRED, keyspace.contains(Mappings.key("k")));
        assertEquals(Presence.EXPIRED, put("k", 400, Expiry.KEEP));
        assertEquals(400, expireAt("k"), "an expired mapping is replaced as if it had not been there");
        assertEquals(Presence.LIVE, put("k", 500, Expiry.ETERNAL));
        stores.time().set(Long.MAX_VALUE - 1);
        assertEquals(Presence.LIVE, keyspace.contains(Mappings.key("k")), "eternal");
        assertEquals(Presence.LIVE, put("k", 500, 5));
        assertEquals(Presence.EXPIRED, keyspace.remove(Mappings.key("k")));
        assertEquals(Presence.ABSENT, keyspace.remove(Mappings.key("k")));
    }

    @Test
    void anExpiredValueCanStillBeRead() {
        stores.time().set(100);
        keyspace.put(Mappings.key("k"), new byte[] {1, 2}, 0, 2, 100, 100);
        assertEquals(Presence.EXPIRED, keyspace.get(Mappings.key("k"), buffer));
        assertEquals(2, buffer.length());
        assertEquals(2, buffer.bytes()[1]);
    }

    @Test
    void aTouchHappensOnlyIfTheExpiryTimeIsAsExpected() {
        stores.time().set(100);
        put("k", 200, 200);
        assertFalse(keyspace.touch(Mappings.key("k"), 201, 500));
        assertEquals(200, expireAt("k"));
        assertTrue(keyspace.touch(Mappings.key("k"), 200, 500));
        assertEquals(500, expireAt("k"));
        assertTrue(keyspace.touch(Mappings.key("k"), 500, Expiry.ETERNAL));
        assertEquals(Expiry.ETERNAL, expireAt("k"));
        assertFalse(keyspace.touch(Mappings.key("absent"), 200, 500));
    }

    @Test
    void expiryTimesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> put("k", Expiry.KEEP, 5));
        Keyspace eternal = store.openKeyspace("eternal", false);
        assertThrows(IllegalArgumentException.class, () -> eternal.put(Mappings.key("k"), new byte[1], 0, 1, 5, Expiry.ETERNAL));
        assertThrows(IllegalArgumentException.class, () -> eternal.put(Mappings.key("k"), new byte[1], 0, 1, Expiry.ETERNAL, 5));
        assertThrows(IllegalArgumentException.class, () -> eternal.touch(Mappings.key("k"), Expiry.ETERNAL, 5));
        eternal.put(Mappings.key("k"), new byte[1], 0, 1, Expiry.ETERNAL, Expiry.KEEP);
    }

    @Test
    void equalKeysWithOtherEncodingsAreOneKey() {
        assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.ignoringCase("Key"), new byte[1]));
        assertEquals(Presence.LIVE, Mappings.put(keyspace, Mappings.ignoringCase("kEY"), new byte[2]));
        assertEquals(1, keyspace.size());
        assertEquals(2, Mappings.get(keyspace, Mappings.ignoringCase("KEY")).length);
        assertEquals(Presence.LIVE, keyspace.contains(Mappings.ignoringCase("key")));
        assertEquals("Key", new String(keyspace.keys().next(), StandardCharsets.UTF_8), "the encoding of the first put stays");
        assertEquals(Presence.LIVE, keyspace.remove(Mappings.ignoringCase("keY")));
        assertEquals(0, keyspace.size());
    }

    @Test
    void unequalKeysWithTheSameHashCodeAreDifferentKeys() {
        for (int i = 0; i < 12; i++) {
            assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.ignoringCase("Key" + i, 7), new byte[i]));
        }
        for (int i = 0; i < 12; i++) {
            assertEquals(i, Mappings.get(keyspace, Mappings.ignoringCase("kEY" + i, 7)).length);
        }
        assertNull(Mappings.get(keyspace, Mappings.ignoringCase("Key12", 7)));
        for (int i = 0; i < 12; i++) {
            assertEquals(Presence.LIVE, keyspace.remove(Mappings.ignoringCase("KEY" + i, 7)));
        }
        assertEquals(0, keyspace.size());
    }

    @Test
    void aCanonicalKeyIsNeverAComparableOne() {
        Mappings.put(keyspace, Mappings.key("key"), new byte[1]);
        Mappings.put(keyspace, Mappings.ignoringCase("key"), new byte[2]);
        assertEquals(2, keyspace.size());
        assertEquals(1, Mappings.get(keyspace, Mappings.key("key")).length);
        assertEquals(2, Mappings.get(keyspace, Mappings.ignoringCase("KEY")).length);
        KeyCursor cursor = keyspace.keys();
        Set<String> kinds = new HashSet<>();
        while (cursor.next() != null) {
            kinds.add(cursor.isCanonical() + " " + cursor.hashCodeOfKey());
        }
        assertEquals(Set.of("true 0", "false " + "key".hashCode()), kinds);
    }

    /** More keys of one hash code than a bucket can hold: some are evicted, none of the operations fails. */
    @Test
    void aFloodOfEqualHashesEvicts() {
        for (int i = 0; i < 400; i++) {
            assertEquals(Presence.ABSENT, Mappings.put(keyspace, Mappings.ignoringCase("flood" + i, 7), new byte[i]));
            assertEquals(i, Mappings.get(keyspace, Mappings.ignoringCase("FLOOD" + i, 7)).length, "the newest is there");
            assertTrue(i >= 150 || keyspace.evictions() == 0, "poor hash codes of composite keys are no flood");
        }
        assertEquals(400, keyspace.size() + keyspace.evictions());
        assertTrue(keyspace.size() >= 150, () -> "a bucket holds " + keyspace.size());
        assertTrue(keyspace.evictions() > 100);
        for (int i = 0; i < 1000; i++) {
            Mappings.put(keyspace, "other" + i, "value");
        }
        int missing = 0;
        for (int i = 0; i < 1000; i++) {
            missing += Mappings.get(keyspace, "other" + i) == null ? 1 : 0;
        }
        assertTrue(missing < 150, "for the most part only the flooded bucket suffers; missing are " + missing);
    }

    @Test
    void aWalkMeetsEveryKeyOnceWhileTheIndexGrows() {
        int before = 500;
        for (int i = 0; i < before; i++) {
            Mappings.put(keyspace, "before" + i, "");
        }
        KeyCursor cursor = keyspace.keys();
        Set<String> met = new HashSet<>();
        int later = 0;
        for (byte[] key = cursor.next(); key != null; key = cursor.next()) {
            assertTrue(met.add(new String(key, StandardCharsets.UTF_8)));
            for (int i = 0; i < 10 && later < 5000; i++) {
                Mappings.put(keyspace, "later" + later++, "");
            }
        }
        assertEquals(0, keyspace.evictions());
        assertEquals(before, met.stream().filter(key -> key.startsWith("before")).count());
        assertNull(cursor.next());
    }

    @Test
    void clearedAndClosedKeyspacesGiveTheirMemoryBack() {
        Keyspace other = store.openKeyspace("other", false);
        Mappings.put(other, "stays", "value");
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 400; i++) {
                Mappings.put(keyspace, "k" + i, "value");
            }
            keyspace.clear();
            assertEquals(0, keyspace.size());
            assertEquals(Presence.ABSENT, keyspace.contains(Mappings.key("k1")));
        }
        stores.verify();
        long index = store.figures().index();
        Mappings.put(keyspace, "k", "v");
        keyspace.close();
        keyspace.close();
        assertThrows(StoreClosedException.class, () -> Mappings.get(keyspace, "k"));
        assertThrows(StoreClosedException.class, () -> Mappings.put(keyspace, "k", "v"));
        assertThrows(StoreClosedException.class, () -> keyspace.remove(Mappings.key("k")));
        assertThrows(StoreClosedException.class, keyspace::clear);
        assertThrows(StoreClosedException.class, keyspace::size);
        assertThrows(StoreClosedException.class, keyspace::keys);
        assertThrows(StoreClosedException.class, () -> keyspace.lock(Mappings.key("k")));
        assertEquals("value", Mappings.get(other, "stays"));
        assertEquals(1, store.figures().records());
        assertTrue(store.figures().index() <= index && index <= 3 * 4096, "cells are used again");
    }
}
