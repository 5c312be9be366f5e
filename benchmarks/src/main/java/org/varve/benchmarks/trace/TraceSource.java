package org.varve.benchmarks.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.varve.benchmarks.measure.Zipf;

/**
 * Where a trace comes from, in words: the name of a file, with its format before it and a colon if the name does not tell ({@code arc:requests.txt}), or
 * {@code zipf:KEYS:REQUESTS:EXPONENT} for one that is drawn. Keys of a trace that tells no sizes get sizes between two bounds, spread evenly over their logarithm.
 */
public final class TraceSource {
    private static final String DRAWN = "zipf:";

    private final String text;
    private final TraceFormat format;
    private final Path file;
    private final int keys;
    private final int requests;
    private final double exponent;

    private TraceSource(String text, TraceFormat format, Path file, int keys, int requests, double exponent) {
        this.text = text;
        this.format = format;
        this.file = file;
        this.keys = keys;
        this.requests = requests;
        this.exponent = exponent;
    }

    /** @throws IllegalArgumentException if it cannot be understood, or the file does not exist; says what to do */
    public static TraceSource parse(String text) {
        if (text.startsWith(DRAWN)) {
            String[] parts = text.split(":");
            if (parts.length == 4 && parts[1].matches("\\d{1,8}") && parts[2].matches("\\d{1,9}") && parts[3].matches("\\d+(\\.\\d+)?")) {
                return new TraceSource(text, null, null, Math.max(1, Integer.parseInt(parts[1])), Integer.parseInt(parts[2]), Double.parseDouble(parts[3]));
            }
            throw new IllegalArgumentException("must be like zipf:100000:1000000:0.9 (keys, requests, exponent): " + text);
        }
        for (TraceFormat format : TraceFormat.values()) {
            String prefix = format.name().toLowerCase(Locale.ROOT) + ":";
            if (text.startsWith(prefix)) {
                return ofFile(text, format, Path.of(text.substring(prefix.length())));
            }
        }
        TraceFormat format = TraceFormat.ofName(text);
        if (format == null) {
            throw new IllegalArgumentException("the name does not tell the format; put ids:, arc:, lirs:, cache2k: or libcachesim: before it: " + text);
        }
        return ofFile(text, format, Path.of(text));
    }

    private static TraceSource ofFile(String text, TraceFormat format, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot be read: " + file);
        }
        return new TraceSource(text, format, file, 0, 0, 0);
    }

    /** What was parsed. */
    public String text() {
        return text;
    }

    /** For results: the name of the file without directory and ending, or what is drawn. */
    public String label() {
        return file == null ? "zipf " + exponent : file.getFileName().toString().split("\\.", 2)[0];
    }

    /**
     * Reads or draws it.
     *
     * @param most requests
     * @throws IOException if it cannot be read
     */
    public Trace load(int most, long seed) throws IOException {
        if (file != null) {
            return format.read(file, most);
        }
        return Trace.of(new Zipf(keys, exponent, seed).draw(Math.min(most, requests), seed));
    }
}
