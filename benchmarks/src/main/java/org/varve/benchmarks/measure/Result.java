package org.varve.benchmarks.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one run has measured: shown as it comes in, compared with what was aimed at, and written to one file of JSON, which says as well what it was measured on
 * and how. Single figures have names; what was measured for several things alike is rows.
 */
public final class Result {
    private static final int FORMAT = 1;
    private static final DateTimeFormatter IN_NAMES = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final CommonOptions options;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Map<String, Object> tree = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, Object> peers = new LinkedHashMap<>();
    private final List<Object> rows = new ArrayList<>();
    /** Writes what there is if the program is ended before it is done, by hand or by a limit of time. */
    private final Thread rescue = new Thread(this::rescue, "result");
    private int missed;

    /**
     * Prints what the command runs on.
     *
     * @throws RuntimeException if the file to write exists already
     */
    public Result(String command, CommonOptions options, PrintStream out) {
        options.check();
        this.options = options;
        this.out = out;
        tree.put("format", FORMAT);
        tree.put("command", command);
        tree.put("arguments", options.arguments());
        tree.put("at", start.toString());
        tree.put("machine", Machine.describe());
        tree.put("jvm", Machine.jvm());
        tree.put("versions", Versions.all());
        tree.put("seed", options.seed);
        tree.put("figures", figures);
        tree.put("peers", peers);
        tree.put("rows", rows);
        out.println(command + " on " + Machine.line());
        Runtime.getRuntime().addShutdownHook(rescue);
    }

    /** A measured or given value, shown and noted. */
    public synchronized Result with(String name, Object value) {
        figures.put(name, value);
        out.printf(Locale.ROOT, "  %-36s %s%n", name, shown(value));
        return this;
    }

    /** How a cache was run, noted. */
    public synchronized void peer(String name, Map<String, Object> how) {
        peers.put(name, how);
    }

    /** What was measured for one of several things: noted, and shown but for lists. */
    public synchronized void row(Map<String, Object> row) {
        rows.add(row);
        out.println("  " + inWords(row));
    }

    /** A measured value that should be at most {@code bound}. */
    public Result atMost(String name, double value, double bound) {
        return compared(name, value, "<= ", bound, value <= bound);
    }

    /** A measured value that should be at least {@code bound}. */
    public Result atLeast(String name, double value, double bound) {
        return compared(name, value, ">= ", bound, value >= bound);
    }

    private synchronized Result compared(String name, double value, String relation, double bound, boolean met) {
        figures.put(name, value);
        figures.put(name + "_target", bound);
        missed += met ? 0 : 1;
        out.printf(Locale.ROOT, "  %-36s %-16s target %s%s: %s%n", name, shown(value), relation, shown(bound), met ? "met" : "MISSED");
        return this;
    }

    /** A measured value that cannot be compared with what was aimed at, because the machine was busy; under {@code --strict} as good as missed. */
    public synchronized Result withoutVerdict(String name, double value, String why) {
        figures.put(name, value);
        figures.put(name + "_no_verdict", why);
        missed++;
        out.printf(Locale.ROOT, "  %-36s %-16s NO VERDICT: %s%n", name, shown(value), why);
        return this;
    }

    /** A remark for whoever watches; not noted. */
    public void progress(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
    }

    /** A figure that was noted; null if there is none. */
    public synchronized Object get(String name) {
        return figures.get(name);
    }

    /** Writes the file; returns the exit status. */
    public int finish() {
        Runtime.getRuntime().removeShutdownHook(rescue);
        write();
        return options.strict && missed > 0 ? 1 : 0;
    }

    private void rescue() {
        synchronized (this) {
            tree.put("interrupted", true);
        }
        write();
    }

    private synchronized void write() {
        tree.put("seconds", ChronoUnit.SECONDS.between(start, Instant.now()));
        Path file = options.out != null ? options.out : free(String.valueOf(tree.get("command")).replace(' ', '-') + "-" + IN_NAMES.format(start));
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, json(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            out.println(json());
            throw new UncheckedIOException("cannot write the result to " + file + ", so it is printed above", e);
        }
        out.println("result: " + file);
    }

    /** A name that no file has. */
    private static Path free(String name) {
        Path file = Path.of("results", name + ".json");
        for (int i = 2; Files.exists(file); i++) {
            file = Path.of("results", name + "-" + i + ".json");
        }
        return file;
    }

    private static String inWords(Map<?, ?> row) {
        return row.entrySet().stream().filter(cell -> isShown(cell.getValue())).map(cell -> cell.getKey() + " " + shown(cell.getValue()))
                .collect(Collectors.joining("  "));
    }

    /** Lists are for programs. */
    private static boolean isShown(Object value) {
        return !(value instanceof List) && !(value instanceof Map<?, ?> map && map.values().stream().noneMatch(Result::isShown));
    }

    private static String shown(Object value) {
        if (value instanceof Map<?, ?> spread && spread.containsKey("median")) {
            return shown(spread.get("median")) + " (" + shown(spread.get("least")) + " to " + shown(spread.get("most")) + ")";
        }
        if (value instanceof Map<?, ?> nested) {
            return "(" + inWords(nested) + ")";
        }
        if (value instanceof Double d) {
            return String.format(Locale.ROOT, Math.abs(d) >= 100 ? "%,.1f" : "%.4f", d);
        }
        return value instanceof Long || value instanceof Integer ? String.format(Locale.ROOT, "%,d", value) : String.valueOf(value);
    }

    /** All of it as JSON. */
    public synchronized String json() {
        return Json.write(tree);
    }
}
