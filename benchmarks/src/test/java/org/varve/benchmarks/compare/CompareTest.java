package org.varve.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.Benchmarks;
import org.varve.benchmarks.CommandRun;

/** Each command that compares caches in small, on a few of them: it runs, and what it writes can be true. */
class CompareTest {
    @TempDir Path directory;

    @Test
    void latency() throws IOException {
        CommandRun run = CommandRun.of(directory, "latency", "--peers=varve,ehcache,control,chronicle_map", "--keys=150000", "--rounds=2", "--seconds=0.1", "--warm-up=0.1",
                "--rate=20000");
        for (String peer : List.of("varve", "ehcache", "control")) {
            Map<?, ?> row = run.row(peer);
            CommandRun.assertBetween(0.001, 1e7, row, "get_us/p50/median");
            CommandRun.assertBetween(0.001, 1e7, row, "put_us/max/most");
            CommandRun.assertBetween(20_000, 20_000, row, "rate_per_s");
            CommandRun.assertBetween(100, 1e9, row, "peak_per_s/least");
            List<?> percentiles = (List<?>) ((Map<?, ?>) row.get("get_curve")).get("percentile");
            assertEquals(100.0, percentiles.get(percentiles.size() - 1));
        }
        // The keys do not all fit, so some are not there.
        CommandRun.assertBetween(5, 99.9, run.row("varve"), "hit_percent/most");
        assertTrue(String.valueOf(run.rows("chronicle_map").get(0).get("failed")).contains("neither evicts nor expires"));
        assertEquals(2, Benchmarks.commandLine().execute("latency", "--rounds=0"));
    }

    @Test
    void gc() throws IOException {
        CommandRun run = CommandRun.of(directory, "gc", "--peers=varve,caffeine", "--payload=20", "--rounds=1", "--seconds=0.2", "--warm-up=0.1");
        for (String peer : List.of("varve", "caffeine")) {
            Map<?, ?> row = run.row(peer);
            CommandRun.assertBetween(100, 1e9, row, "per_s/median");
            CommandRun.assertBetween(0, 1000, row, "pause_ms_per_s/median");
            CommandRun.assertBetween(1, 1e9, row, "cpu_ns_per_operation/median");
            CommandRun.assertBetween(0, 1e6, row, "heap_bytes_per_operation/median");
        }
        CommandRun.assertBetween(512, 512, run.row("varve"), "heap_mib");
        CommandRun.assertBetween(540, 4_096, run.row("caffeine"), "heap_mib");
    }

    @Test
    void pausesAreReadFromTheLog() throws IOException {
        Path log = directory.resolve("gc.log");
        Files.writeString(log, "[0.1s] Using G1\n[0.5s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(256M) 3.456ms\n");
        GcLog reader = new GcLog(log);
        assertEquals(List.of(3.456), reader.pauses());
        Files.writeString(log, "[0.1s] Using G1\n[0.5s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(256M) 3.456ms\n"
                + "[0.6s] GC(1) Concurrent Mark Cycle 12.500ms\n[0.7s] GC(1) Pause Remark 5M->5M(256M) 0.500ms\n");
        assertEquals(List.of(0.5), reader.pauses());
    }

    @Test
    void aResultIsNotOverwritten() throws IOException {
        Path there = Files.writeString(directory.resolve("there.json"), "precious");
        assertEquals(2, Benchmarks.commandLine().execute("latency", "--out=" + there));
        assertEquals("precious", Files.readString(there));
    }

    @Test
    void aResultSaysHowItCameAbout() throws IOException {
        CommandRun run = CommandRun.of(directory, "gc", "--peers=caffeine", "--payload=5", "--rounds=1", "--seconds=0.05", "--warm-up=0.05", "--threads=1");
        assertEquals("gc", run.tree().get("command"));
        assertTrue(run.tree().get("arguments").toString().startsWith("[gc, --peers=caffeine, "), run.tree().get("arguments").toString());
        // No directories of the machine.
        assertTrue(!run.tree().toString().contains(directory.toString()), run.tree().toString());
        assertTrue(run.tree().toString().contains("--out=gc.json"));
        assertEquals("3.12.0", ((Map<?, ?>) run.tree().get("versions")).get("ehcache"));
        assertTrue(((Map<?, ?>) run.tree().get("peers")).get("caffeine").toString().contains("-Xmx"));
    }
}
