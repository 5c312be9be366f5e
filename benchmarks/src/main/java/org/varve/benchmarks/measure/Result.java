package org.varve.benchmarks.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What one run has measured: shown as it comes in, compared with what was aimed at, and written as one line of JSON. */
public final class Result {
    private final PrintStream out;
    private final CommonOptions options;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private int missed;

    /** Prints what the command runs on. */
    public Result(String command, CommonOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        values.put("command", command);
        values.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        values.putAll(Machine.describe());
        values.put("seed", options.seed);
        out.println(command + " on " + Machine.line());
    }

    /** A measured or given value, shown and noted. */
    public Result with(String name, Object value) {
        values.put(name, value);
        out.printf(Locale.ROOT, "  %-36s %s%n", name, shown(value));
        return this;
    }

    /** A measured value that should be at most {@code bound}. */
    public Result atMost(String name, double value, double bound) {
        return compared(name, value, "<= ", bound, value <= bound);
    }

    /** A measured value that should be at least {@code bound}. */
    public Result atLeast(String name, double value, double bound) {
        return compared(name, value, ">= ", bound, value >= bound);
    }

    private Result compared(String name, double value, String relation, double bound, boolean met) {
        values.put(name, value);
        values.put(name + "_target", bound);
        missed += met ? 0 : 1;
        out.printf(Locale.ROOT, "  %-36s %-16s target %s%s: %s%n", name, shown(value), relation, shown(bound), met ? "met" : "MISSED");
        return this;
    }

    /** A measured value that cannot be compared with what was aimed at, because the machine was busy; under {@code --strict} as good as missed. */
    public Result withoutVerdict(String name, double value, String why) {
        values.put(name, value);
        values.put(name + "_no_verdict", why);
        missed++;
        out.printf(Locale.ROOT, "  %-36s %-16s NO VERDICT: %s%n", name, shown(value), why);
        return this;
    }

    /** A remark for whoever watches; not noted. */
    public void progress(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
    }

    public Object get(String name) {
        return values.get(name);
    }

    /** Appends the run to the file that was asked for; returns the exit status. */
    public int finish() {
        if (options.out != null) {
            try {
                Files.writeString(options.out, json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the results to " + options.out, e);
            }
        }
        return options.strict && missed > 0 ? 1 : 0;
    }

    private static String shown(Object value) {
        if (value instanceof Double d) {
            return String.format(Locale.ROOT, Math.abs(d) >= 100 ? "%,.1f" : "%.4f", d);
        }
        return value instanceof Long || value instanceof Integer ? String.format(Locale.ROOT, "%,d", value) : String.valueOf(value);
    }

    /** All values as one JSON object. */
    public String json() {
        StringBuilder json = new StringBuilder("{");
        for (Map.Entry<String, Object> value : values.entrySet()) {
            json.append(json.length() == 1 ? "" : ",").append(quoted(value.getKey())).append(':');
            Object v = value.getValue();
            boolean plain = v instanceof Boolean || v instanceof Number && Double.isFinite(((Number) v).doubleValue());
            json.append(plain ? v.toString() : v == null || v instanceof Number ? "null" : quoted(v.toString()));
        }
        return json.append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
