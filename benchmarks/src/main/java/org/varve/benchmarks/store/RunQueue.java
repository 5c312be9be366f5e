package org.varve.benchmarks.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How long a thread was ready to compute and was not given a processor, because others had all of them. As Linux tells in {@code schedstat}; elsewhere that is not known.
 * For the thread that opened it.
 */
final class RunQueue implements AutoCloseable {
    private static final Path FILE = Path.of("/proc/thread-self/schedstat");
    private static final int ENOUGH = 128;
    /** Of the file's one line: time on a processor, time waiting for one, both in nanoseconds, and number of turns. */
    private static final int WAITED = 1;

    /** Null where there is none. */
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(ENOUGH);

    RunQueue() {
        FileChannel opened;
        try {
            opened = FileChannel.open(FILE);
        } catch (IOException e) {
            opened = null;
        }
        channel = opened;
    }

    /** Nanoseconds waited since the thread began; 0, whenever it is asked, where that is not known. */
    long waitedNanos() {
        if (channel == null) {
            return 0;
        }
        try {
            buffer.clear();
            int length = channel.read(buffer, 0);
            return length <= 0 ? 0 : waitedNanos(new String(buffer.array(), 0, length, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return 0;
        }
    }

    static long waitedNanos(String line) {
        String[] fields = line.trim().split("\\s+");
        return fields.length > WAITED ? Long.parseLong(fields[WAITED]) : 0;
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot close " + FILE, e);
        }
    }
}
