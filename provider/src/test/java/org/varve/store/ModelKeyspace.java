package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A keyspace beside a plain map with the same rules. Every operation is done to both, and the answers are compared. What was evicted is learned from the
 * store: a mapping may be missing only if the keyspace's count of evictions has moved for it, or if it had expired.
 */
final class ModelKeyspace {
    private record Mapping(byte[] value, long expireAt) {
    }

    /** Hands out the encodings of a key; equal keys may come in several. */
    interface Encoding {
        StoreKey encode(int key);

        int decode(byte[] encoded);
    }

    private final Keyspace keyspace;
    private final FakeTime time;
    private final boolean expirable;
    private final Encoding encoding;
    private final Map<Integer, Mapping> model = new LinkedHashMap<>();
    private final ValueBuffer buffer = new ValueBuffer();
    private long evictionsSeen;

    ModelKeyspace(Keyspace keyspace, FakeTime time, boolean expirable, Encoding encoding) {
        this.keyspace = keyspace;
        this.time = time;
        this.expirable = expirable;
        this.encoding = encoding;
    }

    private boolean isExpired(Mapping mapping) {
        return mapping.expireAt != Expiry.ETERNAL && time.millis() >= mapping.expireAt;
    }

    private Presence expected(int key) {
        Mapping mapping = model.get(key);
        return mapping == null ? Presence.ABSENT : isExpired(mapping) ? Presence.EXPIRED : Presence.LIVE;
    }

    /** Accepts an answer that is as expected, or ABSENT for a mapping that may have gone during the operation. */
    private void compare(int key, Presence answer) {
        Presence expected = expected(key);
        if (answer != expected) {
            assertEquals(Presence.ABSENT, answer, () -> "key " + key + " should be " + expected);
            if (expected == Presence.LIVE) {
                evictionsSeen++;
                assertTrue(evictionsSeen <= keyspace.evictions(), () -> "key " + key + " is missing without an eviction");
            }
            model.remove(key);
        }
    }

    void get(int key) {
        Presence answer = keyspace.get(encoding.encode(key), buffer);
        compare(key, answer);
        if (answer != Presence.ABSENT) {
            checkBuffer(key);
        }
    }

    private void checkBuffer(int key) {
        Mapping mapping = model.get(key);
        assertArrayEquals(mapping.value, Arrays.copyOf(buffer.bytes(), buffer.length()), () -> "value of key " + key);
        assertEquals(mapping.expireAt, buffer.expireAt(), () -> "expiry time of key " + key);
    }

    void contains(int key) {
        compare(key, keyspace.contains(encoding.encode(key)));
    }

    void put(int key, byte[] value, long ifCreated, long ifUpdated) {
        Presence answer = keyspace.put(encoding.encode(key), value, 0, value.length, ifCreated, ifUpdated);
        afterPut(key, answer, value, ifCreated, ifUpdated);
    }

    private void afterPut(int key, Presence answer, byte[] value, long ifCreated, long ifUpdated) {
        compare(key, answer);
        Mapping before = model.get(key);
        boolean update = answer == Presence.LIVE;
        long expireAt = !update ? ifCreated : ifUpdated == Expiry.KEEP ? before.expireAt : ifUpdated;
        model.put(key, new Mapping(value, expirable ? expireAt : Expiry.ETERNAL));
        assertTrue(keyspace.get(encoding.encode(key), buffer) != Presence.ABSENT, () -> "key " + key + " is missing after its put");
        checkBuffer(key);
    }

    /** A put of something that can never fit: whatever was there goes. */
    void putTooLarge(int key, byte[] value) {
        long before = keyspace.evictions();
        compare(key, keyspace.put(encoding.encode(key), value, 0, value.length, Expiry.ETERNAL, Expiry.ETERNAL));
        model.remove(key);
        assertEquals(before + 1, keyspace.evictions(), "evictions by a value that cannot fit");
        evictionsSeen++;
        assertEquals(Presence.ABSENT, keyspace.contains(encoding.encode(key)));
    }

    void remove(int key) {
        compare(key, keyspace.remove(encoding.encode(key)));
        model.remove(key);
    }

    void touch(int key, long expireAt) {
        Mapping mapping = model.get(key);
        long expected = mapping == null ? Expiry.ETERNAL - 1 : mapping.expireAt;
        if (expected == expireAt) {
            return;
        }
        boolean touched = keyspace.touch(encoding.encode(key), expected, expireAt);
        if (touched) {
            assertNotNull(mapping, () -> "touched key " + key + ", which is not there");
            model.put(key, new Mapping(mapping.value, expireAt));
        } else {
            compare(key, Presence.ABSENT);
        }
    }

    /** With the wrong expected expiry time nothing may happen. */
    void touchInVain(int key, long expireAt) {
        Mapping mapping = model.get(key);
        long wrong = (mapping == null || mapping.expireAt == Expiry.ETERNAL ? 0 : mapping.expireAt) + 1;
        if (wrong != expireAt) {
            assertTrue(!keyspace.touch(encoding.encode(key), wrong, expireAt));
        }
    }

    /** Looks and then writes, as a compound operation. */
    void exchange(int key, byte[] value, long ifCreated, boolean removeIfPresent) {
        StoreKey storeKey = encoding.encode(key);
        try (LockedKey locked = keyspace.lock(storeKey)) {
            Presence look = locked.get(buffer);
            compare(key, look);
            if (look != Presence.ABSENT) {
                checkBuffer(key);
            }
            if (look == Presence.LIVE && removeIfPresent) {
                compare(key, locked.remove());
                model.remove(key);
            } else {
                afterPut(key, locked.put(value, 0, value.length, ifCreated, Expiry.KEEP), value, ifCreated, Expiry.KEEP);
            }
        }
    }

    void clear() {
        long before = keyspace.evictions();
        keyspace.clear();
        // Room for the new index may have been made at the expense of what was about to be cleared.
        evictionsSeen += keyspace.evictions() - before;
        model.clear();
        assertEquals(0, keyspace.size());
    }

    /** Walks the keyspace if something was evicted, or in any case. */
    void compareAll(boolean always) {
        long gone = keyspace.evictions() - evictionsSeen;
        if (gone == 0 && !always) {
            return;
        }
        evictionsSeen += gone;
        Set<Integer> present = new HashSet<>();
        KeyCursor cursor = keyspace.keys();
        for (byte[] encoded = cursor.next(); encoded != null; encoded = cursor.next()) {
            int key = encoding.decode(encoded);
            assertTrue(present.add(key), () -> "key " + key + " was met twice");
            assertTrue(model.containsKey(key), () -> "key " + key + " should not be there");
        }
        assertEquals(present.size(), keyspace.size());
        long goneLive = 0;
        long goneExpired = 0;
        Map<Integer, Mapping> missing = new HashMap<>();
        for (Iterator<Map.Entry<Integer, Mapping>> all = model.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Integer, Mapping> entry = all.next();
            if (!present.contains(entry.getKey())) {
                goneExpired += isExpired(entry.getValue()) ? 1 : 0;
                goneLive += isExpired(entry.getValue()) ? 0 : 1;
                missing.put(entry.getKey(), entry.getValue());
                all.remove();
            }
        }
        assertTrue(goneLive <= gone && gone <= goneLive + goneExpired, "evicted " + gone + ", missing " + goneLive + " and expired " + goneExpired
                + ": " + missing.keySet());
    }

    int size() {
        return model.size();
    }
}
