package org.varve.benchmarks.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The keys of all requests, in order.
 *
 * @param keys     numbered from 0 in the order of their first request
 * @param distinct number of different keys
 */
public record Trace(int[] keys, int distinct) {
    /** Numbers the keys of some requests. */
    public static Trace of(int[] requests) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] keys = new int[requests.length];
        for (int i = 0; i < keys.length; i++) {
            Integer number = numbers.putIfAbsent(requests[i], numbers.size());
            keys[i] = number == null ? numbers.size() - 1 : number;
        }
        return new Trace(keys, numbers.size());
    }

    /**
     * Reads a gzip-compressed file of little-endian 32-bit keys.
     *
     * @throws IOException if it cannot be read, is not compressed, or ends within a key
     */
    public static Trace read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            bytes = in.readAllBytes();
        }
        if (bytes.length % Integer.BYTES != 0) {
            throw new IOException(file + " ends within a key");
        }
        int[] requests = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(requests);
        return of(requests);
    }

    /** What part of the requests {@code hits} are; 0 if there are none. */
    public double ratio(long hits) {
        return keys.length == 0 ? 0 : (double) hits / keys.length;
    }
}
