package org.varve.benchmarks.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads traces: the key of every request in order, little-endian 32-bit integers, compressed with gzip if the name ends so. */
final class Trace {
    private Trace() {
    }

    static int[] read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        }
        if (bytes.length == 0 || bytes.length % Integer.BYTES != 0) {
            throw new IOException(file + " has " + bytes.length + " bytes, which is no number of 32-bit keys");
        }
        int[] keys = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(keys);
        return keys;
    }
}
