package org.varve.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.varve.benchmarks.measure.Json;

/** One run of a command in small, and what it has written. */
public final class CommandRun {
    private final Path file;
    private final Map<?, ?> tree;

    private CommandRun(Path file) throws IOException {
        this.file = file;
        this.tree = (Map<?, ?>) Json.read(Files.readString(file));
    }

    /** Runs a command, which must succeed and write a file. */
    public static CommandRun of(Path directory, String... arguments) throws IOException {
        Path out = Files.createTempDirectory(directory, "run").resolve(arguments[0] + ".json");
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--out=" + out);
        assertEquals(0, Benchmarks.commandLine().execute(all.toArray(new String[0])));
        return new CommandRun(out);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** All that it holds. */
    public Map<?, ?> tree() {
        return tree;
    }

    private Map<?, ?> figures() {
        return (Map<?, ?>) tree.get("figures");
    }

    /** A figure of that name, which must be there. */
    public double value(String name) {
        return assertInstanceOf(Number.class, figures().get(name), () -> name + " in " + figures()).doubleValue();
    }

    /** A figure of that name is within bounds. */
    public void assertBetween(double least, double most, String name) {
        assertBetween(least, most, figures(), name);
    }

    /** A number at a path of a row, with slashes, is within bounds. */
    public static void assertBetween(double least, double most, Map<?, ?> row, String path) {
        Object here = row;
        for (String step : path.split("/")) {
            here = assertInstanceOf(Map.class, here, () -> path + " in " + row).get(step);
        }
        double value = assertInstanceOf(Number.class, here, () -> path + " in " + row).doubleValue();
        assertTrue(value >= least && value <= most, path + " is " + value + ", not between " + least + " and " + most + ": " + row);
    }

    /** The rows that tell of a cache. */
    public List<Map<?, ?>> rows(String peer) {
        List<Map<?, ?>> rows = new ArrayList<>();
        for (Object row : (List<?>) tree.get("rows")) {
            if (((Map<?, ?>) row).get("peer").equals(peer)) {
                rows.add((Map<?, ?>) row);
            }
        }
        return rows;
    }

    /** The one row that tells of a cache, which has not failed. */
    public Map<?, ?> row(String peer) {
        List<Map<?, ?>> rows = rows(peer);
        assertEquals(1, rows.size(), () -> peer + ": " + rows);
        assertFalse(rows.get(0).containsKey("failed"), () -> peer + ": " + rows);
        return rows.get(0);
    }
}
