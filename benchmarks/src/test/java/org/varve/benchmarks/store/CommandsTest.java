package org.varve.benchmarks.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.benchmarks.Benchmarks;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Result;

/** Every command in small: it runs, and its figures can be true. How fast anything is does not matter here. */
class CommandsTest {
    @TempDir Path directory;

    private String run(String... arguments) throws IOException {
        Path out = Files.createTempFile(directory, "out", ".jsonl");
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--out=" + out);
        assertEquals(0, Benchmarks.commandLine().execute(all.toArray(new String[0])));
        List<String> lines = Files.readAllLines(out);
        assertEquals(1, lines.size());
        return lines.get(0);
    }

    private static double value(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":([-0-9.eE]+)[,}]").matcher(json);
        assertTrue(matcher.find(), name + " in " + json);
        return Double.parseDouble(matcher.group(1));
    }

    private static void assertBetween(double least, double most, String json, String name) {
        double value = value(json, name);
        assertTrue(value >= least && value <= most, name + " is " + value + ", not between " + least + " and " + most);
    }

    @Test
    void density() throws IOException {
        String json = run("density", "--budget=8", "--times=1.5", "--overwrites=20", "--minutes=0.001");
        for (String stage : List.of("filled_100", "churned_130_200", "back_at_100", "mixed_40_2048", "long_32", "filled_1024", "churn_least_density")) {
            assertBetween(0.3, 1, json, stage);
        }
        assertBetween(1, 1_000, json, "churn_rounds");
        assertEquals(8 << 20, value(json, "budget_bytes"));
    }

    @Test
    void densityThroughJCache() throws IOException {
        assertBetween(0.3, 1, run("density", "--jcache", "--budget=8", "--times=1.5"), "filled_100");
    }

    @Test
    void overhead() throws IOException {
        String json = run("overhead", "--entries=50000");
        // No record without a header, no entry without an index slot.
        assertBetween(12, 60, json, "overhead_per_entry");
        assertBetween(4, 16, json, "record_header_per_entry");
        assertEquals(50_000, value(json, "store_records"));
    }

    @Test
    void expiry() throws IOException {
        String json = run("expiry", "--entries=20000", "--ttl=0.2", "--patience=0.3");
        assertBetween(20_000 * 40, 20_000 * 80, json, "peak_live_bytes");
        assertBetween(0, 1, json, "live_at_end_of_peak");
        assertBetween(0, 1e9, json, "expiry_control_max_ms");
        assertBetween(0, 0, json, "evictions");
    }

    @Test
    void pause() throws IOException {
        String json = run("pause", "--entries=20000", "--budget=16", "--shrunk=8", "--churn=0.2");
        assertBetween(1, 1e9, json, "fill_evictions");
        for (String name : List.of("grow_load_max_ms", "grow_probe_max_ms", "grow_control_max_ms", "churn_load_max_ms")) {
            assertBetween(1e-5, 1e6, json, name);
        }
    }

    @Test
    void get() throws IOException {
        String json = run("get", "--entries=20000", "--rounds=1", "--millis=20");
        assertBetween(0.1, 100, json, "get_per_bare");
        assertBetween(116, 136, json, "allocated_bytes_bare_array");
        assertEquals(20_000, value(json, "entries"));
    }

    @Test
    void scaling() throws IOException {
        String json = run("scaling", "--entries=20000", "--rounds=1", "--millis=20");
        assertBetween(0.01, 100, json, "get_scaling");
        assertBetween(0.01, 100, json, "put_scaling");
    }

    @Test
    void hitRatio() throws IOException {
        // Twice around a loop that fits: each key misses once. The second trace never comes back to a key.
        assertEquals(50, value(run("hitratio-store", "--entries=2000", "--value=100", trace("loop.gz", 1_000, 2_000)), "hit_ratio_percent"));
        String json = run("hitratio-store", "--entries=1000", "--tolerance=0.05", trace("once.gz", 20_000, 20_000));
        assertEquals(0, value(json, "hit_ratio_percent"));
        assertBetween(900, 1_100, json, "entries_resident");
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
        assertEquals(2, Benchmarks.commandLine().execute("density", "--no-such-option"));
        assertEquals(1, new Result("test", strict(), System.out).atMost("a", 2, 1).finish());
        assertEquals(1, new Result("test", strict(), System.out).withoutVerdict("a", 1, "busy").finish());
        assertEquals(0, new Result("test", strict(), System.out).atMost("a", 1, 1).atLeast("b", 1, 1).finish());
    }

    private static CommonOptions strict() {
        CommonOptions options = new CommonOptions();
        options.strict = true;
        return options;
    }
}
