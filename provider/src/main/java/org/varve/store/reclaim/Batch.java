package org.varve.store.reclaim;

import java.util.Arrays;
import org.varve.store.index.Index;

/**
 * The live records of one slice of a pass, side by side in arrays: decided on first, copied after. Kept and used again by its thread; as long as the most
 * records that a slice has had, some 48 bytes each.
 */
final class Batch {
    private static final int FIRST_LENGTH = 256;

    private long[] locations = new long[FIRST_LENGTH];
    private long[] shapes = new long[FIRST_LENGTH];
    private long[] hashes = new long[FIRST_LENGTH];
    private Index[] indexes = new Index[FIRST_LENGTH];
    private byte[] frequencies = new byte[FIRST_LENGTH];
    private byte[] biases = new byte[FIRST_LENGTH];
    /** Whose record it is: two victims may be of the same stream. */
    private Victim[] victims = new Victim[FIRST_LENGTH];
    private boolean[] accessed = new boolean[FIRST_LENGTH];
    private int size;

    /** Empties it, without keeping indexes from being collected. */
    void clear() {
        Arrays.fill(indexes, 0, size, null);
        size = 0;
    }

    int size() {
        return size;
    }

    /** Appends a record that may be live. */
    void add(Index index, long location, long shape, long hash, Victim from) {
        if (size == locations.length) {
            grow(2 * size);
        }
        indexes[size] = index;
        locations[size] = location;
        shapes[size] = shape;
        hashes[size] = hash;
        victims[size] = from;
        size++;
    }

    private void grow(int length) {
        locations = Arrays.copyOf(locations, length);
        shapes = Arrays.copyOf(shapes, length);
        hashes = Arrays.copyOf(hashes, length);
        indexes = Arrays.copyOf(indexes, length);
        frequencies = Arrays.copyOf(frequencies, length);
        biases = Arrays.copyOf(biases, length);
        victims = Arrays.copyOf(victims, length);
        accessed = Arrays.copyOf(accessed, length);
    }

    /** Notes what was found out about record {@code i}, which moves to place {@code to}: those that turned out to be dead are overwritten. */
    void keep(int i, int to, boolean isAccessed, int frequency, int bias) {
        indexes[to] = indexes[i];
        locations[to] = locations[i];
        shapes[to] = shapes[i];
        hashes[to] = hashes[i];
        victims[to] = victims[i];
        accessed[to] = isAccessed;
        frequencies[to] = (byte) frequency;
        biases[to] = (byte) bias;
    }

    /** Forgets the records from {@code to} on. */
    void cut(int to) {
        Arrays.fill(indexes, to, size, null);
        size = to;
    }

    long location(int i) {
        return locations[i];
    }

    long shape(int i) {
        return shapes[i];
    }

    long hash(int i) {
        return hashes[i];
    }

    Index index(int i) {
        return indexes[i];
    }

    int frequency(int i) {
        return frequencies[i];
    }

    int bias(int i) {
        return biases[i];
    }

    boolean isAccessed(int i) {
        return accessed[i];
    }

    Victim victim(int i) {
        return victims[i];
    }

    /** Bytes on the Java heap. */
    long heapBytes() {
        return locations.length * 48L;
    }
}
