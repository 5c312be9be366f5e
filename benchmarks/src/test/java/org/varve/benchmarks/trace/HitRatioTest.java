package org.varve.benchmarks.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command: what it reads, prints and refuses. */
class HitRatioTest {
    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = HitRatio.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private Path write(byte[] content) throws IOException {
        Path file = directory.resolve("some.gz");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file))) {
            zipped.write(content);
        }
        return file;
    }

    private Path loopOfFour(int times) throws IOException {
        ByteBuffer keys = ByteBuffer.allocate(16 * times).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4 * times; i++) {
            keys.putInt(-(i % 4) * 1_000_000);
        }
        return write(keys.array());
    }

    @Test
    void aRowPerCapacityAndAColumnPerPolicy() throws IOException {
        Path file = loopOfFour(100);
        assertEquals(0, run("--policies=lru,slru_log", "--segments=5,10", "--sketch-bytes=4,8", file + "=20,40"), err::toString);
        assertEquals("""
                | trace | capacity | LRU | SLRU-log/5, 4 B | SLRU-log/10, 4 B | SLRU-log/5, 8 B | SLRU-log/10, 8 B |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                | some.gz | 20 | 99.00 | 99.00 | 99.00 | 99.00 | 99.00 |
                | some.gz | 40 | 99.00 | 99.00 | 99.00 | 99.00 | 99.00 |
                """, out.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void ofSeveralSeedsTheMeanAndTheRange() throws IOException {
        ByteBuffer keys = ByteBuffer.allocate(40_000).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(8);
        while (keys.hasRemaining()) {
            // So many that they meet in the sketch.
            keys.putInt((int) (20_000 * Math.pow(random.nextDouble(), 3)));
        }
        Path file = write(keys.array());
        List<Double> single = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            single.add(Double.parseDouble(lastCell("--policies=slru_log", "--segments=20", "--seeds=" + seed, file + "=1000")));
        }
        String range = String.format(Locale.ROOT, " (%.2f-%.2f)", Collections.min(single), Collections.max(single));
        String cell = lastCell("--policies=slru_log", "--segments=20", "--seeds=1,2,3", file + "=1000");
        assertTrue(cell.endsWith(range), cell + " should end with" + range);
        assertEquals(single.stream().mapToDouble(each -> each).average().orElseThrow(), Double.parseDouble(cell.split(" ")[0]), 0.011);
        assertTrue(Collections.min(single) < Collections.max(single), "the seed makes no difference");
    }

    private String lastCell(String... arguments) {
        out.getBuffer().setLength(0);
        assertEquals(0, run(arguments), err::toString);
        String[] cells = out.toString().trim().split("\\| ");
        return cells[cells.length - 1].replace(" |", "");
    }

    @Test
    void whatDoesNotFitIsMissed() throws IOException {
        assertEquals(0, run("--policies=lru", loopOfFour(10) + "=3"), err::toString);
        assertTrue(out.toString().contains("| some.gz | 3 | 0.00 |"), out.toString());
    }

    @Test
    void nonsenseIsRefused() throws IOException {
        Path file = loopOfFour(1);
        assertEquals(2, run(file.toString()));
        assertEquals(2, run(file + "=many"));
        assertEquals(2, run("--sizes=9-1", file + "=100"));
        assertEquals(2, run("--policies=slru_log", file + "=3"));
        assertTrue(err.toString().contains("more segments than capacity"), err.toString());
        assertEquals(1, run(directory.resolve("absent") + "=3"));
        assertEquals(1, run(write(new byte[7]) + "=3"));
    }
}
