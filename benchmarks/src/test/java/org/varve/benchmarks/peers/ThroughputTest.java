package org.varve.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.varve.benchmarks.CommandRun;
import org.varve.benchmarks.measure.Loop;
import org.varve.benchmarks.values.ValueKind;

/** Every cache is filled, holds what was put and is measured; one that does not start is told as such. */
class ThroughputTest {
    /** The newest JDK on which all peers have been seen to start. */
    private static final int NEWEST_JDK = 25;

    @TempDir Path directory;

    @Test
    void everyPeerIsMeasuredOrReported() throws IOException {
        CommandRun run = CommandRun.of(directory, "throughput", "--entries=500", "--rounds=1", "--millis=5", "--warm-up=5", "--values=bytes_100", "--mixes=mixed_50",
                "--threads=2");
        for (PeerKind peer : PeerKind.values()) {
            if (peer == PeerKind.VARVE_JAVA || peer == PeerKind.EHCACHE_HAND_WRITTEN) {
                continue; // they differ from others in objects only
            }
            String name = "bytes_100_" + peer.label();
            if (Runtime.version().feature() > NEWEST_JDK && run.has(name + "_failed")) {
                continue;
            }
            assertEquals(1, run.value(name + "_found"), name);
            run.assertBetween(10, 1e9, "bytes_100_mixed_50_2_" + peer.label() + "_per_s");
        }
        run.assertBetween(1e-3, 1e3, "bytes_100_mixed_50_2_varve_per_ehcache");
        run.assertBetween(0, 6, "bytes_100_mixed_50_2_peers_ahead_of_varve");
    }

    @Test
    void aPeerThatDoesNotStartIsReported() throws IOException {
        CommandRun run = CommandRun.of(directory, "throughput", "--entries=500", "--rounds=1", "--millis=5", "--warm-up=5", "--caches=ohc_linked", "--flag=-XX:NoSuchFlag");
        assertTrue(run.has("bytes_100_ohc_linked_failed"));
        assertTrue(!run.has("bytes_100_ohc_linked_found"));
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
            FilledPeer filled = new FilledPeer(setup -> counting, new Setup(ValueKind.BYTES_100, 10, 1), 1);
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

    private static final class Counting implements PeerCache {
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
