package org.varve.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.varve.benchmarks.measure.Loop;
import org.varve.benchmarks.values.ValueKind;

/** Loops on filled caches do what they say. */
class FilledPeerTest {
    @Test
    void aSetupSurvivesTheCommandLine() {
        Setup setup = Setup.ofBytes(ValueKind.ORDER, 40, 12L << 30).expiringAfter(77);
        assertEquals(setup, Setup.parse(setup.argument()));
        assertEquals(Bound.BYTES, setup.bound());
        assertEquals(77, setup.withCapacity(1 << 20).ttlMillis());
    }

    @Test
    void benchmark() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(CacheBenchmark.class.getName()).forks(0).threads(2).warmupIterations(0)
                .measurementIterations(1).measurementTime(TimeValue.milliseconds(10)).param("entries", "200").param("values", "ORDER")
                .param("cache", "VARVE", "EHCACHE").shouldFailOnError(true).build()).run();
        assertEquals(Set.of("get", "put", "mixed95", "mixed50"), results.stream().map(r -> r.getPrimaryResult().getLabel()).collect(Collectors.toSet()));
        assertEquals(2 * 4, results.size());
        results.forEach(r -> assertTrue(r.getPrimaryResult().getScore() > 0, () -> r.getPrimaryResult().getLabel()));
    }

    @Test
    void aMixHasTheGetsThatItSays() throws Exception {
        for (Mix mix : List.of(Mix.GET, Mix.MIXED_95, Mix.MIXED_50, Mix.PUT)) {
            Counting counting = new Counting();
            FilledPeer filled = new FilledPeer(setup -> counting, Setup.withRoom(ValueKind.BYTES_100, 10), 1);
            counting.puts = 0;
            PeerLoop loop = new PeerLoop(filled.client(), mix, 1);
            for (int i = 0; i < 100; i++) {
                loop.batch();
            }
            double operations = counting.gets + counting.puts;
            assertEquals(100 * Loop.BATCH, operations);
            assertEquals(mix.gets() / 100.0, counting.gets / operations, 0.01);
        }
    }

    /** Such that a cache may overwrite it where it lies, or seldom. */
    @Test
    void aPutIsAnotherValueOfTheSameLengthOrNot() throws Exception {
        for (ValueKind kind : List.of(ValueKind.BYTES_100, ValueKind.BYTES_80_120)) {
            Map<String, byte[]> last = new HashMap<>();
            int[] same = new int[2];
            int puts = 2_000;
            PeerCache cache = new Counting() {
                @Override
                public void put(String key, Object value) {
                    byte[] before = last.put(key, (byte[]) value);
                    if (before != null) {
                        same[0] += Arrays.equals(before, (byte[]) value) ? 1 : 0;
                        same[1] += before.length == ((byte[]) value).length ? 1 : 0;
                    }
                }
            };
            FilledPeer.Client client = new FilledPeer(setup -> cache, Setup.withRoom(kind, 10), 1).client();
            for (int i = 0; i < puts; i++) {
                client.put();
            }
            assertTrue(same[0] < puts / 100, kind + ": " + same[0] + " puts of the value that was there");
            assertEquals(kind == ValueKind.BYTES_100 ? 1.0 : 1.0 / 41, (double) same[1] / puts, 0.02);
        }
    }

    private static class Counting implements PeerCache {
        private int gets;
        private int puts;

        @Override
        public Object get(String key) {
            gets++;
            return key;
        }

        @Override
        public void put(String key, Object value) {
            puts++;
        }

        @Override
        public void close() {
        }
    }
}
