package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.varve.codec.Subjects.Subject;

class GraphRoundTripTest {
    private static final int GRAPHS = 4_000;

    static List<Subject> subjects() {
        return Subjects.all();
    }

    static List<Subject> caches() {
        return Subjects.caches();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void everyGraphComesBackAsACopyOfItself(Subject subject) {
        Seed seed = new Seed();
        Random random = seed.random();
        for (int i = 0; i < GRAPHS; i++) {
            Object graph = ObjectGraphs.next(random, subject.serializableOnly());
            byte[] bytes = subject.encode(graph);
            byte[] inside = new byte[bytes.length + 7];
            System.arraycopy(bytes, 0, inside, 3, bytes.length);
            SameGraph.assertCopy(graph, subject.codec().decode(inside, 3, bytes.length), " of graph " + i + " by " + subject + seed);
        }
    }

    /** Also what Java serialization refuses, unless it is needed for something else in the graph. */
    @ParameterizedTest
    @MethodSource("caches")
    void valuesThatAreNotSerializableComeBackWhereNothingNeedsTheGraphCodec(Subject cache) {
        Seed seed = new Seed();
        Random random = seed.random();
        int refused = 0;
        for (int i = 0; i < GRAPHS; i++) {
            Object graph = ObjectGraphs.next(random, false);
            byte[] bytes;
            try {
                bytes = cache.encode(graph);
            } catch (CodecException e) {
                assertTrue(e.toString().contains("Optional") || e.toString().contains("KeyValueHolder"), e + seed.toString());
                refused++;
                continue;
            }
            SameGraph.assertCopy(graph, cache.decode(bytes), " of graph " + i + " by " + cache + seed);
        }
        assertTrue(refused < GRAPHS / 4, refused + " refused" + seed);
    }

    /** So that the test above is one of the encodings of types as well. */
    @ParameterizedTest
    @MethodSource("caches")
    void aGoodPartOfTheGraphsDoesNotNeedTheGraphCodec(Subject cache) {
        Random random = new Seed().random();
        int whole = 0;
        for (int i = 0; i < 1_000; i++) {
            if (cache.encode(ObjectGraphs.next(random, true))[0] == Tag.GRAPH) {
                whole++;
            }
        }
        assertTrue(whole > 100 && whole < 800, whole + " of 1000 by the graph codec");
    }
}
