package org.varve.benchmarks.trace;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The keys of all requests, in order.
 *
 * @param keys     numbered from 0 in the order of their first request
 * @param distinct number of different keys
 * @param sizes    bytes of the value of each key, as its last request has it; null if the trace does not tell
 */
public record Trace(int[] keys, int distinct, int[] sizes) {
    /** Numbers the keys of some requests. */
    public static Trace of(int[] requests) {
        TraceBuilder builder = new TraceBuilder(false, Integer.MAX_VALUE);
        for (int request : requests) {
            builder.add(request, 0);
        }
        return builder.build();
    }

    /**
     * Reads a gzip-compressed file of little-endian 32-bit keys.
     *
     * @throws IOException if it cannot be read, is not compressed, or ends within a key
     */
    public static Trace read(Path file) throws IOException {
        return TraceFormat.IDS.read(file, Integer.MAX_VALUE);
    }

    /** What part of the requests {@code hits} are; 0 if there are none. */
    public double ratio(long hits) {
        return keys.length == 0 ? 0 : (double) hits / keys.length;
    }
}
