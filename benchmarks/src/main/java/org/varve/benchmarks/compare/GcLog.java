package org.varve.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pauses that a JVM has logged with {@code -Xlog:gc}, which tells microseconds where its beans tell milliseconds. */
final class GcLog {
    private static final Pattern PAUSE = Pattern.compile("\\bPause .* (\\d+\\.\\d+)ms\\s*$");

    private final Path file;
    private int seen;

    GcLog(Path file) {
        this.file = file;
    }

    /** The flag that makes a JVM log there. */
    static String flag(Path file) {
        return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
    }

    /** The pauses since the last call, in milliseconds. */
    List<Double> pauses() throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Double> pauses = new ArrayList<>();
        for (String line : lines.subList(Math.min(seen, lines.size()), lines.size())) {
            Matcher matcher = PAUSE.matcher(line);
            if (matcher.find()) {
                pauses.add(Double.valueOf(matcher.group(1)));
            }
        }
        seen = lines.size();
        return pauses;
    }
}
