package org.varve.benchmarks.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.varve.benchmarks.trace.SlruLogSimulation.Setup;

/** The simulations against a naive reference, and against what is known of simple traces. */
class SimulationTest {
    /** Popular keys, and now and then a scan of keys that never come back. */
    private static Trace popularKeysAndScans(int requests) {
        Random random = new Random(17);
        List<Integer> keys = new ArrayList<>();
        int fresh = 1_000_000;
        while (keys.size() < requests) {
            if (random.nextInt(1000) == 0) {
                for (int i = 0; i < 1500; i++) {
                    keys.add(fresh++);
                }
            }
            keys.add((int) (5000 * Math.pow(random.nextDouble(), 3)));
        }
        return Trace.of(keys.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Trace loop(int length, int times) {
        return Trace.of(IntStream.range(0, length * times).map(i -> i % length).toArray());
    }

    private static long naiveLru(Trace trace, long capacity, Sizes sizes) {
        List<Integer> byAge = new ArrayList<>();
        long hits = 0;
        for (int key : trace.keys()) {
            if (byAge.remove((Integer) key)) {
                hits++;
            } else if (sizes.of(key) > capacity) {
                continue;
            }
            byAge.add(key);
            while (byAge.stream().mapToLong(sizes::of).sum() > capacity) {
                byAge.remove(0);
            }
        }
        return hits;
    }

    private static double slruLog(Trace trace, Setup setup) {
        return trace.ratio(new SlruLogSimulation(setup).hits(trace));
    }

    @Test
    void lruIsExact() {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            int capacity = 1 + random.nextInt(60);
            Sizes sizes = round % 2 == 0 ? Sizes.ONE : new Sizes(1, 1 + random.nextInt(80));
            Trace trace = Trace.of(random.ints(2000, 0, 1 + random.nextInt(100)).toArray());
            assertEquals(naiveLru(trace, capacity, sizes), new LruSimulation(capacity, sizes).hits(trace), "capacity " + capacity + ", " + sizes);
        }
    }

    @Test
    void whatFitsIsAlwaysHit() {
        Trace trace = loop(900, 10);
        for (Simulation any : List.of(new LruSimulation(1000, Sizes.ONE), new CaffeineSimulation(1000, Sizes.ONE),
                new SlruLogSimulation(Setup.of(1000, 50, 4)))) {
            assertEquals(9 * 900, any.hits(trace), any.toString());
        }
    }

    @Test
    void loopsThatDoNotFitAreHitInPart() {
        Trace trace = loop(2000, 50);
        assertEquals(0, new LruSimulation(1024, Sizes.ONE).hits(trace));
        double ratio = slruLog(trace, Setup.of(1024, 64, 4));
        // 89 % of the capacity hold the same keys for good, but for the first rounds.
        assertTrue(ratio > 0.42 && ratio <= 1024 * 0.89 / 2000, "ratio " + ratio);
    }

    @Test
    void scansDoNotFlushWhatIsPopular() {
        Trace trace = popularKeysAndScans(400_000);
        double lru = trace.ratio(new LruSimulation(1280, Sizes.ONE).hits(trace));
        double ratio = slruLog(trace, Setup.of(1280, 64, 4));
        double caffeine = trace.ratio(new CaffeineSimulation(1280, Sizes.ONE).hits(trace));
        double possible = trace.ratio(IntStream.of(trace.keys()).filter(key -> key < 5000).count());
        assertTrue(lru + 0.03 < ratio, "LRU " + lru + ", SLRU-log " + ratio);
        assertTrue(caffeine - 0.03 < ratio, "Caffeine " + caffeine + ", SLRU-log " + ratio);
        assertTrue(ratio < possible);
    }

    @Test
    void slicesOfAContestDecideAsWellAsTheWhole() {
        Trace trace = popularKeysAndScans(200_000);
        double whole = slruLog(trace, Setup.of(1280, 32, 4));
        double sliced = slruLog(trace, new Setup(1280, 32, 4, false, 10, Sizes.ONE, 1, false, 42));
        assertEquals(whole, sliced, 0.01);
    }

    @Test
    void withoutASketchPopularityIsForgotten() {
        Trace popular = popularKeysAndScans(200_000);
        // Too small for a single block: every frequency is 0.
        assertTrue(slruLog(popular, Setup.of(1280, 64, 0.1)) + 0.005 < slruLog(popular, Setup.of(1280, 64, 4)));
    }

    @Test
    void smallEntriesAreWorthMoreHits() {
        Trace trace = popularKeysAndScans(200_000);
        Sizes sizes = new Sizes(10, 10_000);
        double perByte = slruLog(trace, new Setup(640_000, 64, 4, false, Long.MAX_VALUE, sizes, 1, false, 42));
        double plain = slruLog(trace, new Setup(640_000, 64, 4, false, Long.MAX_VALUE, sizes, 0, false, 42));
        assertTrue(perByte > plain + 0.02, "per byte " + perByte + ", plain " + plain);
    }

    @Test
    void capacityIsNeverExceededAndUsed() {
        Trace trace = popularKeysAndScans(100_000);
        for (int segments : new int[] {16, 64, 128}) {
            SlruLogSimulation simulation = new SlruLogSimulation(Setup.of(1280, segments, 4));
            simulation.hits(trace);
            // One segment is the reserve, and of each head some is empty.
            long most = 1280 - 1280 / segments;
            assertTrue(simulation.residentEntries() <= most && simulation.residentEntries() > most - 5 * 1280 / segments,
                    simulation.residentEntries() + " of " + most);
            assertTrue(simulation.copies() > 0);
        }
    }

    @Test
    void impossibleSetupsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SlruLogSimulation(Setup.of(10, 64, 4)));
        assertThrows(IllegalArgumentException.class, () -> new Sizes(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Sizes(2, 1));
    }
}
