package org.varve.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What result files are written and read with. */
class JsonTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("text", "quotes \" and \\ and \n and \u0001 and µ");
        tree.put("whole", 9_007_199_254_740_993L);
        tree.put("broken", -1.25e-9);
        tree.put("large", 1.0e300);
        tree.put("yes", true);
        tree.put("nothing", null);
        tree.put("empty", List.of());
        tree.put("none", Map.of());
        tree.put("rows", List.of(Map.of("a", List.of(1L, 2L)), Map.of("b", Map.of("c", "d"))));
        tree.put("nested", new LinkedHashMap<>(Map.of("list", Arrays.asList(1.5, null, "x"))));
        String text = Json.write(tree);
        assertEquals(tree, Json.read(text));
        assertEquals(text, Json.write(Json.read(text)));
        assertEquals(tree, Json.read(Json.line(tree)));
        assertTrue(!Json.line(tree).contains("\n"));
    }

    @Test
    void whatIsNoNumberIsNothing() {
        assertEquals(Arrays.asList(null, null, 1.0), Json.read(Json.line(List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.0))));
    }

    @Test
    void whatIsNotJsonIsRefused() {
        List<String> wrong = List.of("", "{", "{\"a\" 1}", "[1,]", "[1 2]", "\"open", "{\"a\":1} x", "nul", "1.2.3", "\"\\u12", "{a:1}");
        for (String text : wrong) {
            assertThrows(IllegalArgumentException.class, () -> Json.read(text), text);
        }
    }

    @Test
    void spreads() {
        assertEquals(Map.of("median", 2.0, "least", 1.0, "most", 9.0, "rounds", List.of(9, 1, 2)), Spread.of(List.of(9, 1, 2)));
        assertEquals(3.0, Spread.of(List.of(Double.NaN, 3.0)).get("median"));
        assertNull(Spread.of(new ArrayList<Double>()));
        assertEquals(2.0, Spread.ofRatios(List.of(2, 9), List.of(1, 3, 5)).get("least"));
    }

    @Test
    void directoriesAreLeftOutOfArguments() {
        assertEquals("--out=a.json", CommonOptions.withoutDirectories("--out=/home/me/x-1/a.json"));
        assertEquals("OLTP.gz=8MiB", CommonOptions.withoutDirectories("../shared/traces/OLTP.gz=8MiB"));
        assertEquals("--mixes=get,mixed_95", CommonOptions.withoutDirectories("--mixes=get,mixed_95"));
        assertEquals("-Xlog:gc:file=gc.log:uptime", CommonOptions.withoutDirectories("-Xlog:gc:file=/logs/gc.log:uptime"));
        assertEquals("--add-opens=sun.nio.ch=ALL-UNNAMED", CommonOptions.withoutDirectories("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
    }

    @Test
    void progressShowsOnATerminalOnly() {
        long[] now = new long[1];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Progress progress = new Progress(4, new PrintStream(bytes, true, StandardCharsets.UTF_8), true, () -> now[0])) {
            progress.step("first");
            now[0] = 30_000_000_000L;
            progress.step("second");
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains(" 0 %  first") && text.contains(" 25 %, 1:30 left  second"), text);
        bytes.reset();
        try (Progress progress = new Progress(4, new PrintStream(bytes, true, StandardCharsets.UTF_8), false, () -> now[0])) {
            progress.step("first");
        }
        assertEquals(0, bytes.size());
    }
}
