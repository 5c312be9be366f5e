package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.store.reclaim.ContestOfTwo;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentState;
import org.varve.store.segment.SegmentTable;
import org.varve.store.segment.Stream;

/** Contests of segments as a worker may find them who has chosen them before another one changed what they are. */
class ContestTest {
    private static final Geometry GEOMETRY = new Geometry(10, 64, 13, 8, 2, 1);
    private static final int VALUE = 1500;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    /** The slot of a new closed segment with some records, in a stream. */
    private static int segment(Store store, Keyspace keyspace, Stream stream, String name, int count) {
        for (int i = 0; i < count; i++) {
            Mappings.put(keyspace, Mappings.key(name + i), Mappings.value(i, VALUE));
        }
        SegmentTable segments = store.parts().segments();
        int slot = segments.usedSlots() - 1;
        assertTrue(store.parts().heads().closeIdle());
        assertEquals(SegmentState.CLOSED, segments.state(slot));
        assertTrue(segments.claim(slot));
        segments.relabel(slot, stream);
        segments.unclaim(slot);
        return slot;
    }

    /**
     * The second segment has one record, of the size of the others, and stays as it is. Where both are of the same stream, records of the first are not to be
     * taken for its: they would neither be moved nor dropped, and their blocks given back all the same.
     */
    @ParameterizedTest
    @EnumSource(Stream.class)
    void recordsOfTwoSegmentsAreToldApartWhateverTheirStreams(Stream stream) {
        Store store = stores.open(GEOMETRY);
        Keyspace keyspace = store.openKeyspace("keyspace", false);
        int main = segment(store, keyspace, Stream.PROBATION, "main", 4);
        int rival = segment(store, keyspace, stream, "solo", 1);
        long before = keyspace.size();
        ContestOfTwo.hold(StoreInternals.of(store), main, rival);
        StoreVerifier.verify(store);
        int there = 0;
        for (int i = 0; i < 4; i++) {
            byte[] value = Mappings.get(keyspace, Mappings.key("main" + i));
            if (value != null) {
                assertArrayEquals(Mappings.value(i, VALUE), value);
                there++;
            }
        }
        assertArrayEquals(Mappings.value(0, VALUE), Mappings.get(keyspace, Mappings.key("solo0")));
        assertEquals(5, before);
        assertEquals(keyspace.size(), there + 1);
        assertTrue(there >= 2, "a contest keeps three quarters where all may stay: " + there);
    }
}
