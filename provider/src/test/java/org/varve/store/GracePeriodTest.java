package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.varve.store.index.Index;
import org.varve.store.segment.Geometry;

/**
 * A reader's only write, the accessed bit, never hits memory that was given another use after a grace period: in this test the bytes of a record, which
 * happen to be those of the entry that the reader has seen.
 */
@Timeout(60)
class GracePeriodTest {
    private static final Geometry GEOMETRY = new Geometry(10, 64, 13, 2, 2, 1);
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final CheckedMemory memory = new CheckedMemory();
    private Runnable atClock = () -> { };
    private final FakeTime clock = new FakeTime() {
        @Override
        public long millis() {
            atClock.run();
            return super.millis();
        }
    };
    private final Store store = Store.openQuiet("grace", GEOMETRY, memory, clock);
    private final Keyspace keyspace = store.openKeyspace("cache", true);
    private final StoreKey key = Mappings.key("key");
    private long slot;
    private long word;
    private boolean reused;

    @AfterEach
    void close() {
        store.close();
        assertEquals(0, memory.openExtents());
    }

    private void prepare() {
        byte[] value = Mappings.value(1, 50);
        keyspace.put(key, value, 0, value.length, Expiry.ETERNAL - 1, Expiry.ETERNAL - 1);
        StoreParts parts = store.parts();
        for (Index index : parts.indexes().all()) {
            if (index != null) {
                long hash = key.hash(parts.keyHash());
                slot = index.findFirst(index.cellOf(hash, index.table()), parts.words().tag(hash));
                word = index.word(slot);
            }
        }
        assertNotEquals(0, slot);
    }

    /** The bucket's memory is taken out of use, and if a grace period passes, used for a record. */
    private void reuse() {
        keyspace.clear();
        if (store.parts().guard().await(SHORT_NANOS)) {
            store.parts().space().extent(slot).putLong(store.parts().space().offset(slot), word);
            reused = true;
        }
    }

    private void assertUntouched() {
        if (reused) {
            assertEquals(word, store.parts().space().extent(slot).getLong(store.parts().space().offset(slot)), "a reader has changed a record");
        }
    }

    /** The clock is looked at after the read was validated and before the bit is set. */
    @Test
    void theBitIsNotSetOnceTheBucketHasGone() {
        prepare();
        atClock = () -> {
            atClock = () -> { };
            reuse();
        };
        keyspace.get(key, new ValueBuffer());
        assertEquals(!memory.readersMustPin(), reused);
        assertUntouched();
    }

    @Test
    void theBucketDoesNotGoBetweenValidationAndBit() {
        prepare();
        boolean[] met = new boolean[1];
        memory.hook(access -> {
            if (access == CheckedMemory.Access.CAS && !met[0]) {
                met[0] = true;
                reuse();
            }
        });
        keyspace.get(key, new ValueBuffer());
        memory.unhook();
        assertTrue(met[0], "the bit was to be set");
        assertUntouched();
    }
}
