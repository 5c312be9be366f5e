package org.varve.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks while the index changes its size. */
class WalkTest extends IndexTestCase {
    private final Random random = new Random(11);

    /** Notes what it is shown. */
    private final class Notes implements IndexWalk.Reader {
        private final Map<Long, Integer> met = new HashMap<>();
        private final List<Long> step = new ArrayList<>();
        private int largestStep;

        @Override
        public void begin() {
            step.clear();
        }

        @Override
        public boolean read(long word) {
            step.add(slab.words().location(word));
            return true;
        }

        @Override
        public boolean isLong(long word) {
            return random.nextBoolean();
        }

        @Override
        public void accept(boolean consistent) {
            if (consistent) {
                step.forEach(location -> met.merge(location, 1, Integer::sum));
                largestStep = Math.max(largestStep, step.size());
            }
        }
    }

    /** Up and down between sizes, with walks of all speeds under way. */
    @ParameterizedTest
    @CsvSource({"0, 3000", "0, 300", "1000, 6000", "0, 20000"})
    void whatIsThereThroughoutIsMetExactlyOnce(int low, int high) {
        Index index = create();
        List<long[]> entries = new ArrayList<>();
        Set<Long> stays = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            stays.add(insert(index, random.nextLong()));
        }
        int walks = 0;
        for (int round = 0; round < 8; round++) {
            IndexWalk walk = index.walk();
            Notes notes = new Notes();
            boolean grows = round % 2 == 0;
            int pause = 1 + random.nextInt(1 + high / 20);
            boolean more = true;
            while (more || grows != entries.size() <= low && (grows ? entries.size() < high : entries.size() > low)) {
                for (int i = 0; i < pause; i++) {
                    grows = entries.size() >= high ? false : entries.size() <= low ? true : grows;
                    if (grows) {
                        long hash = random.nextLong();
                        entries.add(new long[] {hash, insert(index, hash)});
                    } else {
                        long[] gone = entries.remove(random.nextInt(entries.size()));
                        assertTrue(remove(index, gone[0], gone[1]));
                    }
                }
                if (!more) {
                    break;
                }
                more = walk.next(notes);
            }
            walks++;
            for (long location : stays) {
                assertEquals(1, notes.met.getOrDefault(location, 0), "times that an entry was met in round " + round);
            }
            notes.met.forEach((location, times) -> assertEquals(1, times, "an entry that came or went"));
            assertTrue(notes.largestStep <= Cells.MAX_ENTRIES);
        }
        assertEquals(8, walks);
    }

    /** Begun on sixteen buckets, it would have to keep a sixteenth of everything at once if it went by the sizes of its beginning. */
    @Test
    void aStepIsSmallHoweverMuchTheIndexHasGrown() {
        Index index = create();
        IndexWalk walk = index.walk();
        Notes notes = new Notes();
        for (int i = 0; i < 50_000; i++) {
            insert(index, random.nextLong());
        }
        while (walk.next(notes)) {
            assertTrue(notes.step.size() <= 60, "entries shown at once: " + notes.step.size());
        }
        assertEquals(50_000, notes.met.size());
        assertFalse(walk.next(notes));
    }

    @Test
    void aWalkEndsWithItsIndex() {
        Index index = create();
        insert(index, 1);
        IndexWalk walk = index.walk();
        assertTrue(walk.next(new Notes()));
        index.retire();
        assertFalse(walk.next(new Notes()));
        index.drain(location -> { }, Integer.MAX_VALUE);
        registry.remove(index);
    }
}
