package org.varve.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.Benchmarks;
import org.varve.benchmarks.CommandRun;

/** The commands in which entries come and go, in small. */
class ShiftingTest {
    @TempDir Path directory;

    @Test
    void density() throws IOException {
        CommandRun run = CommandRun.of(directory, "density", "--peers=varve,caffeine", "--capacity=16", "--times=1.5", "--stages=100,1024");
        for (String peer : List.of("varve", "caffeine")) {
            List<Map<?, ?>> rows = run.rows(peer);
            assertEquals(List.of("100", "1024"), rows.stream().map(row -> row.get("lengths")).toList());
            for (Map<?, ?> row : rows) {
                // Whoever keeps entries on the heap counts 160 bytes for each beside its content.
                CommandRun.assertBetween(0.3, 1, row, "payload_per_capacity");
                CommandRun.assertBetween(1_000, 1e6, row, "entries");
                // A collection counts as memory what the JVM needs itself, so little can be said of so small a cache.
                CommandRun.assertBetween(0.05, 2, row, "payload_per_memory");
            }
        }
        assertEquals(2, Benchmarks.commandLine().execute("density", "--stages=99"));
    }

    @Test
    void churn() throws IOException {
        CommandRun run = CommandRun.of(directory, "churn", "--peers=varve", "--capacity=16", "--phases=100,300", "--seconds=0.2", "--sample=0.1");
        List<Map<?, ?>> rows = run.rows("varve");
        assertEquals(List.of(List.of(0.1, 0.2), List.of(0.30000000000000004, 0.4)), rows.stream().map(row -> row.get("at_s")).toList());
        for (Map<?, ?> row : rows) {
            CommandRun.assertBetween(100, 1e8, row, "per_s/least");
            CommandRun.assertBetween(8 << 20, 1L << 30, row, "memory_bytes/median");
        }
        assertEquals(2, Benchmarks.commandLine().execute("churn", "--sample=0"));
    }

    @Test
    void expiry() throws IOException {
        CommandRun run = CommandRun.of(directory, "expiry", "--peers=varve,ehcache,caffeine_jcache", "--entries=5000", "--ttl=1.5", "--patience=4");
        CommandRun.assertBetween(0, 4, run.row("varve"), "seconds_to_1_percent/median");
        CommandRun.assertBetween(0, 1, run.row("varve"), "held_left_percent/median");
        // Ehcache drops what has expired when it is touched, which nobody does.
        CommandRun.assertBetween(1, 100, run.row("ehcache"), "held_left_percent/median");
        assertNull(run.row("ehcache").get("seconds_to_1_percent"));
        // It does not tell.
        assertNull(run.row("caffeine_jcache").get("held_left_percent"));
        CommandRun.assertBetween(0, 1e9, run.row("caffeine_jcache"), "cpu_ns_per_entry/median");
    }

    @Test
    void hitRatioOfALoop() throws IOException {
        // Twice around a thousand keys that all fit: half of the requests hit, in bytes and in entries.
        String text = IntStream.range(0, 2_000).mapToObj(i -> String.valueOf(i % 1_000)).collect(Collectors.joining("\n"));
        Path trace = Files.writeString(directory.resolve("loop.trc"), text);
        CommandRun run = CommandRun.of(directory, "hitratio", "--peers=varve,caffeine", trace + "=16MiB,2000");
        for (String peer : List.of("varve", "caffeine")) {
            List<Map<?, ?>> rows = run.rows(peer);
            assertEquals(List.of("bytes", "entries"), rows.stream().map(row -> row.get("bound")).toList());
            for (Map<?, ?> row : rows) {
                CommandRun.assertBetween(50, 50, row, "hit_percent/median");
                CommandRun.assertBetween(1_000, 1_000, row, "resident_entries/median");
                assertEquals("loop", row.get("trace"));
            }
        }
        CommandRun.assertBetween(50, 50, run.row("caffeine_entries_of_varve"), "hit_percent/median");
    }

    @Test
    void hitRatioWithSizes() throws IOException {
        Path trace = Files.writeString(directory.resolve("sizes.csv"), "time, object, size\n1, a, 1000\n2, b, 10\n3, a, 1000\n4, c, 90\n5, b, 10\n6, a, 1000\n");
        CommandRun run = CommandRun.of(directory, "hitratio", "--peers=varve", trace + "=16MiB");
        CommandRun.assertBetween(50, 50, run.row("varve"), "hit_percent/median");
        CommandRun.assertBetween(100 * 2010.0 / 3110 - 1e-6, 100 * 2010.0 / 3110 + 1e-6, run.row("varve"), "byte_hit_percent/median");
        // Three keys of 12 characters.
        CommandRun.assertBetween(1136, 1136, run.row("varve"), "resident_payload_bytes/median");
        for (String wrong : List.of(trace.toString(), trace + "=", trace + "=12MB", trace + "=0", "none.trc=5", "zipf:1=5")) {
            assertEquals(2, Benchmarks.commandLine().execute("hitratio", wrong), wrong);
        }
    }

    @Test
    void ycsb() throws IOException {
        CommandRun run = CommandRun.of(directory, "ycsb", "--peers=varve,ehcache,caffeine", "--records=500", "--rounds=1", "--seconds=0.05");
        for (String peer : List.of("varve", "ehcache", "caffeine")) {
            List<Map<?, ?>> rows = run.rows(peer);
            assertEquals(List.of("A", "B", "C", "F", "D"), rows.stream().map(row -> row.get("workload")).toList());
            for (Map<?, ?> row : rows) {
                CommandRun.assertBetween(10, 1e8, row, "per_s/median");
                CommandRun.assertBetween(0, row.get("workload").equals("D") ? 20 : 0, row, "missing_percent/median");
            }
        }
        assertTrue(((Map<?, ?>) run.tree().get("figures")).get("workload_E").toString().startsWith("left out"));
    }
}
