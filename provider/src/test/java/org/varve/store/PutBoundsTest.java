package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.varve.store.memory.Memory;
import org.varve.store.segment.Geometry;

/** A put whose arguments do not fit together is refused before it takes room. */
class PutBoundsTest {
    @Test
    void bytesOutsideTheArrayAreRefusedAndTheStoreStaysWhole() {
        try (Store store = Store.openQuiet("bounds", Geometry.of(8L << 20, 1), Memory.system(), TimeSource.system())) {
            Keyspace keyspace = store.openKeyspace("bounds", false);
            byte[] value = new byte[100];
            Arrays.fill(value, (byte) 7);
            for (int i = 0; i < 3; i++) {
                StoreKey bad = key("bad" + i);
                assertThrows(IndexOutOfBoundsException.class, () -> keyspace.put(bad, value, 50, 51, Expiry.ETERNAL, Expiry.ETERNAL));
                assertThrows(IndexOutOfBoundsException.class, () -> keyspace.put(bad, value, 0, 30_000, Expiry.ETERNAL, Expiry.ETERNAL));
                assertThrows(IndexOutOfBoundsException.class, () -> keyspace.put(bad, value, 0, -1, Expiry.ETERNAL, Expiry.ETERNAL));
                keyspace.put(key("good" + i), value, 0, 100, Expiry.ETERNAL, Expiry.ETERNAL);
            }
            ValueBuffer read = new ValueBuffer();
            for (int i = 0; i < 3; i++) {
                assertEquals(Presence.ABSENT, keyspace.contains(key("bad" + i)));
                assertEquals(Presence.LIVE, keyspace.get(key("good" + i), read));
                assertArrayEquals(value, Arrays.copyOf(read.bytes(), read.length()));
            }
        }
    }

    private static StoreKey key(String name) {
        StoreKey key = new StoreKey();
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        key.setCanonical(encoded, encoded.length);
        return key;
    }
}
