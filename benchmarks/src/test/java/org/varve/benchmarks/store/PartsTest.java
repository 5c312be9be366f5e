package org.varve.benchmarks.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Lengths;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Rounds;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

class PartsTest {
    @Test
    void whatIsWithheldIsRead() {
        assertArrayEquals(new long[] {1066276, 2}, Withheld.schedule("211338 1066276 2\n"));
        assertArrayEquals(new long[2], Withheld.schedule(""));
        assertEquals(17, Withheld.slept("Name:\tload\nvoluntary_ctxt_switches:\t17\nnonvoluntary_ctxt_switches:\t4\n"));
        assertEquals(-1, Withheld.slept("Name:\tload\nnonvoluntary_ctxt_switches:\t4\n"));
    }

    @Test
    void whatIsLeftOfTheTimeWasTakenByTheHostUnlessTheThreadSlept() {
        Withheld.Reading before = new Withheld.Reading(100, 10, 5, 3, 2);
        assertEquals(30, before.withheldUntil(new Withheld.Reading(150, 30, 5, 3, 2)), "of 50 it computed 20 and lost 30");
        assertEquals(30, before.withheldUntil(new Withheld.Reading(150, 30, 15, 4, 2)), "ten of them in the run queue");
        assertEquals(10, before.withheldUntil(new Withheld.Reading(150, 30, 15, 4, 3)), "it may have slept for the other 20");
        assertEquals(10, before.withheldUntil(new Withheld.Reading(150, 30, 15, 4, -1)));
        assertEquals(0, before.withheldUntil(new Withheld.Reading(150, 61, 5, 3, 2)), "clocks differ a little");
    }

    @Test
    void aThreadThatSleepsIsNotWithheldAProcessor() {
        try (Withheld withheld = new Withheld(true)) {
            withheld.mark();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < 200_000_000) {
                LockSupport.parkNanos(200_000_000);
            }
            long nanos = withheld.nanos();
            long slept = System.nanoTime() - begin - nanos;
            assertTrue(nanos >= 0 && slept >= 150_000_000, "withheld " + nanos + ", slept " + slept);
        }
    }

    @Test
    void stolenTimeIsTheEighthFigureOfTheSumOfAllProcessors() {
        assertEquals(681_850, Disturbances.stolenMillis("cpu  1654665 206 213675 1204705 2519 0 1225 68185 0 0"));
        assertEquals(-1, Disturbances.stolenMillis("cpu0 1654665 206 213675 1204705 2519 0 1225 68185 0 0"));
        assertEquals(-1, Disturbances.stolenMillis("cpu  1 2 3 4"));
        assertEquals(-1, Disturbances.stolenMillis(""));
    }

    @Test
    void sizesStayInBoundsAndHaveTheirMean() {
        assertMean(Lengths.fixed(100), 100, 100, 100, 100);
        assertMean(Lengths.uniform(130, 200), 130, 200, 163, 167);
        assertMean(Lengths.pareto(40, 2048, 0.65), 40, 2048, 225, 255);
    }

    private static void assertMean(Lengths sizes, int least, int most, double low, double high) {
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            int size = sizes.next(random);
            assertTrue(size >= least && size <= most, () -> "size " + size);
            sum += size;
        }
        assertTrue(sum / n >= low && sum / n <= high, "mean " + sum / n);
    }

    @Test
    void contentIsCountedByReadingIt() {
        try (Store store = Store.open(StoreOptions.of("test", 8 << 20, TimeSource.system()))) {
            Keyspace keyspace = store.openKeyspace("test", true);
            StoreClient client = new StoreClient(keyspace, KeyKind.STRING);
            client.put(1, 100);
            client.put(2, 50);
            client.put(2, 5);
            client.put(3, 7, 1);
            assertEquals(new LiveContent(2, 12 + 100 + 12 + 5), LiveContent.of(keyspace));
        }
    }

    @Test
    void aDelayIsNoticedOnceByWhoeverWasDelayed() {
        AtomicInteger steps = new AtomicInteger();
        Runnable fifthIsSlow = () -> {
            if (steps.incrementAndGet() == 5) {
                long end = System.nanoTime() + 50_000_000;
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        };
        try (Probe probe = new Probe("test", fifthIsSlow)) {
            while (steps.get() < 6) {
                Thread.onSpinWait();
            }
            Histogram delays = probe.lap();
            assertTrue(delays.getMaxValue() >= 49_000_000, "the longest was " + delays.getMaxValue());
            // The five hundred times that were due meanwhile are not made up for.
            assertTrue(delays.getCountAtValue(delays.getMaxValue()) <= 2, "counted " + delays.getCountAtValue(delays.getMaxValue()));
            assertTrue(delays.getTotalCount() < 100, "counted " + delays.getTotalCount());
            long longest = probe.longest().nanos();
            assertTrue(longest >= 49_000_000 && longest <= delays.getMaxValue() + delays.getMaxValue() / 100, "the longest step took " + longest);
            // It slept all the time, and was let in whenever it woke up.
            long own = probe.longest().ownNanos();
            assertTrue(own > 0 && own <= longest, "of which it ran or slept " + own);
        }
    }

    @Test
    void aFailedProbeIsNotALuckyOne() {
        Runnable broken = () -> {
            throw new IllegalStateException("broken");
        };
        try (Probe probe = new Probe("test", broken)) {
            probe.awaitEnd();
            assertThrows(IllegalStateException.class, probe::lap);
        }
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        double[] speed = {0};
        Rounds rounds = new Rounds();
        rounds.add("a", () -> ++speed[0] * 3 + 1);
        rounds.add("b", () -> speed[0] + 1);
        rounds.add("off", () -> 1);
        rounds.run(2, 5);
        assertEquals(3, rounds.ratio("a", "b", "off"), 1e-9);
        assertEquals(6, rounds.median("b"));
        assertEquals(2.5, Rounds.median(new double[] {4, 1, 3, 2}));
    }

    @Test
    void resultsAreJson(@TempDir Path directory) throws IOException {
        CommonOptions options = new CommonOptions();
        options.out = directory.resolve("result.json");
        assertEquals(0, new Result("a \"quoted\" \\ name", options, System.out).with("n", 1).with("d", 0.5).with("none", Double.NaN).with("t", "x\ty").finish());
        String json = Files.readString(options.out);
        Map<?, ?> tree = (Map<?, ?>) Json.read(json);
        assertEquals("a \"quoted\" \\ name", tree.get("command"));
        assertEquals(42L, tree.get("seed"));
        Map<?, ?> figures = (Map<?, ?>) tree.get("figures");
        assertEquals(Arrays.asList(1L, 0.5, null, "x\ty"), Arrays.asList(figures.values().toArray()));
        assertEquals(List.of("n", "d", "none", "t"), List.copyOf(figures.keySet()));
    }
}
