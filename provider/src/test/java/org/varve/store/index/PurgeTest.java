package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index is emptied while it stays in use. */
class PurgeTest extends IndexTestCase {
    private final Random random = new Random(5);

    /** Entries come and go between any two steps, so that the table grows, shrinks, or both. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 40})
    void whatWasThereAtTheBeginningGoes(int insertedPerStep) {
        for (int round = 0; round < 20; round++) {
            Index index = create();
            List<long[]> before = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                long hash = random.nextLong();
                before.add(new long[] {hash, insert(index, hash)});
            }
            long largest = index.table().buckets();
            Purge purge = index.purge();
            Set<Long> dropped = new HashSet<>();
            int size = before.size();
            while (!purge.step(location -> assertTrue(dropped.add(location), "met twice"), 1)) {
                for (int i = 0; i < insertedPerStep; i++) {
                    size += insert(index, random.nextLong()) == 0 ? 0 : 1;
                }
                index.shrinkIfSparse();
            }
            assertTrue(insertedPerStep > 2 || index.table().buckets() < largest, "no merge was in its way");
            assertTrue(insertedPerStep < 40 || index.table().buckets() > largest, "no split was in its way");
            for (long[] entry : before) {
                assertTrue(dropped.contains(entry[1]));
                assertEquals(0, index.wordAt(entry[0], entry[1]));
            }
            assertEquals(size - dropped.size(), index.size());
            assertEquals(List.of(), faults());
            index.retire();
            assertTrue(index.drain(location -> { }, Integer.MAX_VALUE));
            registry.remove(index);
            hashByLocation.clear();
        }
    }
}
