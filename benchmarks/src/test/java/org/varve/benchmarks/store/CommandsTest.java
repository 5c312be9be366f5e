package org.varve.benchmarks.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.Benchmarks;
import org.varve.benchmarks.CommandRun;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Result;

/** Every command in small: it runs, and its figures can be true. How fast anything is does not matter here. */
class CommandsTest {
    @TempDir Path directory;

    private CommandRun run(String... arguments) throws IOException {
        return CommandRun.of(directory, arguments);
    }

    @Test
    void density() throws IOException {
        CommandRun run = run("store", "density", "--budget=8", "--times=1.5", "--overwrites=20", "--minutes=0.001");
        for (String stage : List.of("filled_100", "churned_130_200", "back_at_100", "mixed_40_2048", "long_32", "filled_1024", "churn_least_density")) {
            run.assertBetween(0.3, 1, stage);
        }
        run.assertBetween(1, 1_000, "churn_rounds");
        assertEquals(8 << 20, run.value("budget_bytes"));
    }

    @Test
    void densityThroughJCache() throws IOException {
        run("store", "density", "--jcache", "--budget=8", "--times=1.5").assertBetween(0.3, 1, "filled_100");
    }

    @Test
    void overhead() throws IOException {
        CommandRun run = run("store", "overhead", "--entries=50000");
        // No record without a header, no entry without an index slot.
        run.assertBetween(12, 60, "overhead_per_entry");
        run.assertBetween(4, 16, "record_header_per_entry");
        assertEquals(50_000, run.value("store_records"));
    }

    @Test
    void expiry() throws IOException {
        CommandRun run = run("store", "expiry", "--entries=20000", "--ttl=2", "--patience=1");
        run.assertBetween(20_000 * 40, 20_000 * 80, "peak_live_bytes");
        run.assertBetween(0, 1, "live_at_end_of_peak");
        run.assertBetween(0, 1e9, "expiry_control_max_ms");
        run.assertBetween(0, 0, "evictions");
    }

    @Test
    void pause() throws IOException {
        CommandRun run = run("store", "pause", "--entries=20000", "--budget=16", "--shrunk=8", "--churn=0.2");
        run.assertBetween(1, 1e9, "fill_evictions");
        for (String name : List.of("grow_load_max_ms", "grow_probe_max_ms", "grow_control_max_ms", "churn_load_max_ms", "churn_own_max_ms")) {
            run.assertBetween(1e-5, 1e6, name);
        }
    }

    @Test
    void get() throws IOException {
        CommandRun run = run("store", "get", "--entries=20000", "--rounds=1", "--millis=20");
        // How long each took for 20 ms on a machine that does other things says nothing.
        assertEquals((run.value("get_ns") - run.value("keys_ns")) / (run.value("bare_ns") - run.value("keys_ns")), run.value("get_per_bare"), 1e-9);
        run.assertBetween(116, 136, "allocated_bytes_bare_array");
        assertEquals(20_000, run.value("entries"));
    }

    @Test
    void scaling() throws IOException {
        CommandRun run = run("store", "scaling", "--entries=20000", "--rounds=1", "--millis=20");
        run.assertBetween(0.01, 100, "get_scaling");
        run.assertBetween(0.01, 100, "put_scaling");
        run.assertBetween(0.01, 100, "put_anew_scaling");
    }

    @Test
    void hitRatio() throws IOException {
        // Twice around a loop that fits: each key misses once. The second trace never comes back to a key.
        CommandRun fits = run("store", "hitratio", "--least-seconds=0.1", "--value=100", trace("loop.gz", 1_000, 2_000) + "=2000");
        CommandRun never = run("store", "hitratio", "--least-seconds=0.1", "--runs=2", "--tolerance=0.05", trace("once.gz", 20_000, 20_000) + "=1000");
        for (String kind : List.of("store", "simulated", "caffeine")) {
            assertEquals(50, fits.value("loop_2000_" + kind + "_percent"), kind);
            assertEquals(0, never.value("once_1000_" + kind + "_percent"), kind);
        }
        never.assertBetween(900, 1_100, "once_1000_resident");
        never.assertBetween(950, 1_050, "once_1000_simulated_resident");
        // The least there is: 1/512 of 8 MiB, in whole blocks.
        never.assertBetween(1, 32, "once_1000_sketch_bytes_per_entry");
        assertEquals(0, never.value("once_points_above_caffeine"));
    }

    /** A loop that does not fit: LRU would never hit. The store and its simulation hold on to the same part of it. */
    @Test
    void hitRatioOfStoreAndSimulationAgree() throws IOException {
        CommandRun run = run("store", "hitratio", "--least-seconds=0.1", "--tolerance=0.02", trace("large.gz", 2_000, 40_000) + "=1000");
        run.assertBetween(30, 50, "large_1000_store_percent");
        run.assertBetween(30, 50, "large_1000_simulated_percent");
        run.assertBetween(0, 5, "large_1000_points_from_simulated");
    }

    @Test
    void hitRatioRefusesWhatItCannotUnderstand() throws IOException {
        String file = trace("some.gz", 10, 10);
        for (String argument : List.of(file, file + "=", file + "=many", file + "=0")) {
            assertEquals(2, Benchmarks.commandLine().execute("store", "hitratio", argument), argument);
        }
        assertEquals(2, Benchmarks.commandLine().execute("store", "hitratio", "--runs=0", file + "=10"));
    }

    private String trace(String name, int keys, int requests) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * requests).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < requests; i++) {
            bytes.putInt(i % keys);
        }
        Path file = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes.array());
        }
        return file.toString();
    }

    @Test
    void statusTellsOfWrongArgumentsAndMissedTargets() {
        assertEquals(2, Benchmarks.commandLine().execute("store", "density", "--no-such-option"));
        assertEquals(2, Benchmarks.commandLine().execute("store"));
        assertEquals(1, new Result("test", strict("missed"), System.out).atMost("a", 2, 1).finish());
        assertEquals(1, new Result("test", strict("none"), System.out).withoutVerdict("a", 1, "busy").finish());
        assertEquals(0, new Result("test", strict("met"), System.out).atMost("a", 1, 1).atLeast("b", 1, 1).finish());
    }

    private CommonOptions strict(String name) {
        CommonOptions options = new CommonOptions();
        options.out = directory.resolve(name);
        options.strict = true;
        return options;
    }
}
