package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.varve.store.index.IndexMover;
import org.varve.store.segment.Geometry;

/**
 * Puts a change of the store before each single read that a reader makes, one run for every read: all interleavings of one reader with one change that
 * is atomic to it. The reader must answer with what was there before or after; freed memory is poisoned, so rubbish shows.
 */
class InterferenceTest {
    /** Small blocks, so that records cross. */
    private static final Geometry GEOMETRY = new Geometry(10, 48, 13, 2, 2, 1);
    private static final int LENGTH = 1500;
    private static final int MOST_READS = 5000;

    @RegisterExtension
    final StoreExtension stores = new StoreExtension();

    private CheckedMemory memory;
    private Store store;
    private Keyspace keyspace;
    private int reads;

    /** What happens to the key {@code "key"} or around it. */
    private enum Interference {
        OVERWRITE("key") {
            @Override
            void run(InterferenceTest test) {
                Mappings.put(test.keyspace, Mappings.key("key"), after());
            }
        },
        UPDATE("length") {
            @Override
            void run(InterferenceTest test) {
                Mappings.put(test.keyspace, Mappings.key("key"), after());
            }
        },
        OVERWRITE_AND_REUSE("key") {
            @Override
            void run(InterferenceTest test) {
                Mappings.put(test.keyspace, Mappings.key("key"), after());
                test.churn();
                Mappings.put(test.keyspace, Mappings.key("key"), after());
            }
        },
        REMOVE(null) {
            @Override
            void run(InterferenceTest test) {
                test.keyspace.remove(Mappings.key("key"));
            }
        },
        REMOVE_AND_REUSE(null) {
            @Override
            void run(InterferenceTest test) {
                test.keyspace.remove(Mappings.key("key"));
                test.churn();
            }
        },
        /** An optimistic reader that fell between the two would find a present key missing. */
        REMOVE_AND_PUT_BACK("key") {
            @Override
            void run(InterferenceTest test) {
                test.keyspace.remove(Mappings.key("key"));
                Mappings.put(test.keyspace, Mappings.key("other"), new byte[30]);
                Mappings.put(test.keyspace, Mappings.key("key"), after());
            }
        },
        CLEAR(null) {
            @Override
            void run(InterferenceTest test) {
                test.keyspace.clear();
            }
        },
        CLEAR_AND_REFILL("key") {
            @Override
            void run(InterferenceTest test) {
                test.keyspace.clear();
                Keyspace other = test.store.openKeyspace("other", false);
                Mappings.put(other, Mappings.key("key"), new byte[LENGTH]);
                Mappings.put(test.keyspace, Mappings.key("key"), after());
            }
        },
        CLOSE_AND_OPEN_ANOTHER(null) {
            @Override
            void run(InterferenceTest test) {
                test.keyspace.close();
                Keyspace other = test.store.openKeyspace("other", false);
                Mappings.put(other, Mappings.key("key"), new byte[LENGTH]);
            }
        },
        EVICT(null) {
            @Override
            void run(InterferenceTest test) {
                test.churn();
            }
        },
        COMPACT("same") {
            @Override
            void run(InterferenceTest test) {
                test.compact();
            }
        },
        GROW_THE_INDEX("same") {
            @Override
            void run(InterferenceTest test) {
                for (int i = 0; i < 200; i++) {
                    Mappings.put(test.keyspace, Mappings.key("more" + i), new byte[0]);
                }
            }
        },
        GROW_AND_SHRINK_THE_INDEX("same") {
            @Override
            void run(InterferenceTest test) {
                GROW_THE_INDEX.run(test);
                for (int i = 0; i < 200; i++) {
                    test.keyspace.remove(Mappings.key("more" + i));
                }
            }
        },
        MOVE_THE_INDEX("same") {
            @Override
            void run(InterferenceTest test) {
                IndexMover mover = new IndexMover(test.store.parts().indexes(), test.store.parts().slab());
                for (int i = 0; i < 4; i++) {
                    mover.vacateStep(0, GEOMETRY.bytes() / 4);
                }
                mover.stay();
            }
        };

        private final String outcome;

        /** @param outcome null if the mapping is gone afterwards, "same" if it is what it was, "length" if its value has another of the same length */
        Interference(String outcome) {
            this.outcome = outcome;
        }

        abstract void run(InterferenceTest test);

        /** The value afterwards. */
        byte[] after() {
            return outcome == null ? null : outcome.equals("same") ? BEFORE : Mappings.value(2, outcome.equals("length") ? LENGTH : LENGTH + 100);
        }
    }

    private static final byte[] BEFORE = Mappings.value(1, LENGTH);

    private void churn() {
        Keyspace churned = store.openKeyspace("churn", false);
        for (int i = 0; i < 100; i++) {
            Mappings.put(churned, Mappings.key("churn" + i % 7), Mappings.value(i, 1000 + i % 2));
        }
        churned.close();
    }

    /** Has the reclaimer move whatever lives. */
    private void compact() {
        store.parts().heads().closeIdle();
        long passes = store.parts().counters().passes();
        while (store.parts().counters().passes() == passes && store.parts().reclaimer().step(1, false)) {
            // A slice each; what comes after the pass would be evictions.
            assertTrue(store.figures().segments() > 0);
        }
    }

    private void prepare() {
        memory = new CheckedMemory();
        store = stores.open(GEOMETRY, memory);
        keyspace = store.openKeyspace("keyspace", false);
        Mappings.put(keyspace, Mappings.key("garbage"), new byte[300]);
        Mappings.put(keyspace, Mappings.key("key"), BEFORE);
        Mappings.put(keyspace, Mappings.key("garbage"), new byte[300]);
        keyspace.remove(Mappings.key("garbage"));
    }

    /** Has {@code interference} run before read number {@code at} of this thread. */
    private void interfereAt(int at, Runnable interference) {
        reads = 0;
        memory.hook(access -> {
            if (access == CheckedMemory.Access.READ && reads++ == at) {
                interference.run();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aGetAnswersWithBeforeOrAfter(Interference interference) {
        Set<String> outcomes = new HashSet<>();
        int at = 0;
        do {
            prepare();
            int before = at;
            interfereAt(at, () -> interference.run(this));
            byte[] found;
            try {
                found = Mappings.get(keyspace, Mappings.key("key"));
            } catch (StoreClosedException closed) {
                assertEquals(Interference.CLOSE_AND_OPEN_ANOTHER, interference);
                found = null;
            }
            memory.unhook();
            boolean same = Arrays.equals(found, BEFORE);
            assertTrue(same || Arrays.equals(found, interference.after()), () -> "changed before read " + before);
            outcomes.add(same ? "before" : "after");
            store.close();
            at++;
        } while (reads >= at && at < MOST_READS);
        assertTrue(at > 8, "reads: " + at);
        assertTrue(outcomes.contains("before"), "the last reads come too late for the change");
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE_AND_OPEN_ANOTHER", "CLEAR"}, mode = EnumSource.Mode.EXCLUDE)
    void anIterationMeetsWhatIsThereThroughoutExactlyOnce(Interference interference) {
        int at = 0;
        do {
            prepare();
            int throughout = 20;
            for (int i = 0; i < throughout; i++) {
                Mappings.put(keyspace, Mappings.key("stays" + i), new byte[0]);
            }
            int before = at;
            boolean leaves = interference == Interference.CLEAR_AND_REFILL || interference.name().contains("REUSE")
                    || interference == Interference.EVICT;
            interfereAt(at, () -> interference.run(this));
            Set<String> met = new HashSet<>();
            KeyCursor cursor = keyspace.keys();
            for (byte[] key = cursor.next(); key != null; key = cursor.next()) {
                String name = new String(key, StandardCharsets.UTF_8);
                assertTrue(name.matches("stays\\d+|more\\d+|key|other"), () -> "met " + name + ", changed before read " + before);
                assertTrue(met.add(name) || name.equals("key"), () -> "met " + name + " twice, changed before read " + before);
            }
            memory.unhook();
            if (!leaves) {
                assertEquals(throughout, met.stream().filter(name -> name.startsWith("stays")).count(), () -> "changed before read " + before);
            }
            store.close();
            at++;
        } while (reads >= at && at < MOST_READS);
        assertTrue(at > 20, "reads: " + at);
    }

    /** The stored encoding differs from the one asked for, so {@code equals} has to be asked in between. */
    @ParameterizedTest
    @EnumSource(names = {"CLOSE_AND_OPEN_ANOTHER", "EVICT", "CLEAR_AND_REFILL"}, mode = EnumSource.Mode.EXCLUDE)
    void aGetThatNeedsEqualsAnswersWithBeforeOrAfter(Interference interference) {
        int at = 0;
        do {
            prepare();
            Mappings.put(keyspace, Mappings.ignoringCase("Aa", 7), BEFORE);
            Mappings.put(keyspace, Mappings.ignoringCase("Bb", 7), new byte[3]);
            int before = at;
            interfereAt(at, () -> {
                interference.run(this);
                Mappings.put(keyspace, Mappings.ignoringCase("cc", 7), new byte[4]);
                keyspace.remove(Mappings.ignoringCase("BB", 7));
                Mappings.put(keyspace, Mappings.ignoringCase("AA", 7), BEFORE);
            });
            byte[] found = Mappings.get(keyspace, Mappings.ignoringCase("aa".toLowerCase(Locale.ROOT), 7));
            memory.unhook();
            boolean mayBeMissing = interference != Interference.COMPACT && !interference.name().endsWith("THE_INDEX");
            if (found != null || !mayBeMissing) {
                assertArrayEquals(BEFORE, found, () -> "changed before read " + before);
            }
            assertEquals(reads <= at, Mappings.get(keyspace, Mappings.ignoringCase("bb", 7)) != null, () -> "changed before read " + before);
            assertEquals(reads > at, Mappings.get(keyspace, Mappings.ignoringCase("CC", 7)) != null);
            store.close();
            at++;
        } while (reads >= at && at < MOST_READS);
        assertTrue(at > 8, "reads: " + at);
    }
}
