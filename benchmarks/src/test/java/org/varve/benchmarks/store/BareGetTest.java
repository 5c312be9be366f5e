package org.varve.benchmarks.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.varve.store.BareGet;

/** What a get is compared with must do the same work: find every entry, those in chunks and across blocks too. */
class BareGetTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 127, 128, 1024, 10_240})
    void findsWhatTheStoreFinds(int valueBytes) {
        try (FilledStore filled = new FilledStore(20_000, valueBytes, 64 << 20)) {
            BareGet bare = new BareGet(filled.store());
            StoreClient client = filled.client();
            byte[] key = new byte[FilledStore.KEYS.bytes()];
            byte[] value = new byte[valueBytes];
            assertTrue(filled.entries() > 1_000);
            for (long i = 0; i < filled.entries(); i++) {
                FilledStore.KEYS.encode(i, key);
                assertTrue(client.get(i));
                Arrays.fill(value, (byte) -1);
                assertEquals(valueBytes, bare.get(key, key.length, value));
                assertArrayEquals(Arrays.copyOf(client.buffer().bytes(), client.buffer().length()), value);
            }
            FilledStore.KEYS.encode(filled.entries(), key);
            assertEquals(-1, bare.get(key, key.length, value));
        }
    }
}
