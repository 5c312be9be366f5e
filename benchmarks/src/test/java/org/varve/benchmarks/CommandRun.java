package org.varve.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of a command in small, and the figures that it has written. */
public final class CommandRun {
    private final String json;

    private CommandRun(String json) {
        this.json = json;
    }

    /** Runs a command, which must succeed and write one line. */
    public static CommandRun of(Path directory, String... arguments) throws IOException {
        Path out = Files.createTempFile(directory, "out", ".jsonl");
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--out=" + out);
        assertEquals(0, Benchmarks.commandLine().execute(all.toArray(new String[0])));
        List<String> lines = Files.readAllLines(out);
        assertEquals(1, lines.size());
        return new CommandRun(lines.get(0));
    }

    /** Whether there is anything of that name. */
    public boolean has(String name) {
        return json.contains("\"" + name + "\":");
    }

    /** A figure of that name, which must be there. */
    public double value(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":([-0-9.eE]+)[,}]").matcher(json);
        assertTrue(matcher.find(), name + " in " + json);
        return Double.parseDouble(matcher.group(1));
    }

    /** A figure of that name is within bounds. */
    public void assertBetween(double least, double most, String name) {
        double value = value(name);
        assertTrue(value >= least && value <= most, name + " is " + value + ", not between " + least + " and " + most);
    }
}
