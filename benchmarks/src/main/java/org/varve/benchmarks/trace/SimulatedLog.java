package org.varve.benchmarks.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.varve.store.segment.Stream;

/** Streams of segments of keys, oldest first, each with an open head: a store's log without its bytes. */
final class SimulatedLog {
    private static final int STREAMS = Stream.values().length;

    private final long segmentSize;
    private final List<Deque<Segment>> closed = new ArrayList<>();
    private final Segment[] heads = new Segment[STREAMS];
    private int segments;

    /** The keys of one segment in the order in which they came. */
    static final class Segment {
        private int[] keys = new int[16];
        private int count;
        private long bytes;

        private void add(int key, long size) {
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, 2 * count);
            }
            keys[count++] = key;
            bytes += size;
        }

        int count() {
            return count;
        }

        int key(int i) {
            return keys[i];
        }
    }

    SimulatedLog(long segmentSize) {
        this.segmentSize = segmentSize;
        for (int i = 0; i < STREAMS; i++) {
            closed.add(new ArrayDeque<>());
        }
    }

    /** Segments in use, heads included. */
    int segments() {
        return segments;
    }

    /** What a stream occupies: its closed segments, full or not, and what its head holds. */
    long occupied(Stream stream) {
        Segment head = heads[stream.ordinal()];
        return closed.get(stream.ordinal()).size() * segmentSize + (head == null ? 0 : head.bytes);
    }

    /** True if something of this size needs a new head. */
    boolean isHeadFull(Stream stream, long size) {
        Segment head = heads[stream.ordinal()];
        return head == null || head.bytes + size > segmentSize;
    }

    /** Appends to a stream's head, and opens a new one where the old one is full. */
    void append(Stream stream, int key, long size) {
        if (isHeadFull(stream, size)) {
            closeHead(stream);
            heads[stream.ordinal()] = new Segment();
            segments++;
        }
        heads[stream.ordinal()].add(key, size);
    }

    /** Closes a stream's head, if there is one. */
    void closeHead(Stream stream) {
        if (heads[stream.ordinal()] != null) {
            closed.get(stream.ordinal()).add(heads[stream.ordinal()]);
            heads[stream.ordinal()] = null;
        }
    }

    /** Takes out the oldest closed segment; null if there is none. */
    Segment takeOldest(Stream stream) {
        return closed.get(stream.ordinal()).poll();
    }

    /** Puts a segment that was taken out behind a stream's youngest closed one. */
    void relabel(Segment segment, Stream to) {
        closed.get(to.ordinal()).add(segment);
    }

    /** A segment that was taken out is no more. */
    void free() {
        segments--;
    }
}
