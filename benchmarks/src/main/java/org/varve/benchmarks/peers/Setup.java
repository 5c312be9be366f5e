package org.varve.benchmarks.peers;

import org.varve.benchmarks.values.ValueKind;

/**
 * What a cache is opened for.
 *
 * @param values        kind of the values
 * @param valueBytes    of a value on average, in its hand-written form
 * @param entries       that will be put ({@link Bound#ROOM}) or may be kept ({@link Bound#ENTRIES})
 * @param capacityBytes that it may take, as far as it can be told
 * @param bound         what it is told
 * @param ttlMillis     after which an entry that was put expires; 0 for never
 */
public record Setup(ValueKind values, int valueBytes, int entries, long capacityBytes, Bound bound, long ttlMillis) {
    /** What an entry may take beside its value in the cache that takes most: key, headers, index. */
    private static final int BESIDE = 172;
    private static final double SPARE = 1.25;
    private static final long LEAST_CAPACITY = 64L << 20;

    /** Room for all entries in so many bytes. */
    public static Setup withRoom(ValueKind values, int entries, long capacityBytes) {
        return new Setup(values, values.form().size(values.values(1)[0]), entries, capacityBytes, Bound.ROOM, 0);
    }

    /** Room for all entries in the cache that takes most for them. */
    public static Setup withRoom(ValueKind values, int entries) {
        long payload = values.form().size(values.values(1)[0]);
        return withRoom(values, entries, Math.max(LEAST_CAPACITY, (long) (entries * (payload + BESIDE) * SPARE)));
    }

    /** So many bytes, whatever is put. */
    public static Setup ofBytes(ValueKind values, int valueBytes, long capacityBytes) {
        return new Setup(values, valueBytes, (int) Math.max(1, capacityBytes / (valueBytes + BESIDE)), capacityBytes, Bound.BYTES, 0);
    }

    /** So many entries; the bytes only say what the heap must have room for. */
    public static Setup ofEntries(ValueKind values, int valueBytes, int entries) {
        return new Setup(values, valueBytes, entries, Math.max(LEAST_CAPACITY, (long) entries * (valueBytes + BESIDE) * 2), Bound.ENTRIES, 0);
    }

    /** The same for entries that expire. */
    public Setup expiringAfter(long millis) {
        return new Setup(values, valueBytes, entries, capacityBytes, bound, millis);
    }

    /** The same with another capacity. */
    public Setup withCapacity(long bytes) {
        return ofBytes(values, valueBytes, bytes).expiringAfter(ttlMillis);
    }

    /** As an argument for another JVM. */
    String argument() {
        return values + ":" + valueBytes + ":" + entries + ":" + capacityBytes + ":" + bound + ":" + ttlMillis;
    }

    /** What {@link #argument} has written. */
    public static Setup parse(String argument) {
        String[] parts = argument.split(":");
        return new Setup(ValueKind.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Long.parseLong(parts[3]),
                Bound.valueOf(parts[4]), Long.parseLong(parts[5]));
    }
}
