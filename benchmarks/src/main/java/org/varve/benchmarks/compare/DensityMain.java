package org.varve.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.varve.benchmarks.measure.Footprint;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Lengths;
import org.varve.benchmarks.peers.PeerCache;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;

/**
 * A cache that the same keys are put into over and over, all with values of one kind of length and then all with another, so that what is there is of the last one;
 * it is counted by reading it.
 */
final class DensityMain implements ForkedMain.Answers {
    /** Enough for the code to be compiled and for what a library allocates once. */
    private static final int FIRST_ENTRIES = 20_000;
    private static final long STEP = 1_000_003;

    private final PeerCache cache;
    private final long capacity;
    private final SplittableRandom random;
    private final long baseline;
    private final short[] lengths;

    private DensityMain(PeerKind kind, Setup setup, long seed, int keys) throws Exception {
        capacity = setup.capacityBytes();
        lengths = new short[keys];
        random = new SplittableRandom(seed);
        try (PeerCache trial = kind.peer().open(setup)) {
            byte[] value = new byte[setup.valueBytes()];
            for (int i = 0; i < FIRST_ENTRIES; i++) {
                trial.put(key(i % (FIRST_ENTRIES / 4)), value);
                trial.get(key(i % (FIRST_ENTRIES / 4)));
            }
        }
        baseline = Footprint.exact();
        cache = kind.peer().open(setup);
    }

    /** @param arguments kind of the cache, setup, seed, number of keys */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new DensityMain(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), Long.parseLong(arguments[2]), Integer.parseInt(arguments[3])));
    }

    private static String key(int number) {
        return (String) KeyKind.STRING.object(number);
    }

    /** @param question name of the lengths */
    @Override
    public String to(String question) {
        long start = System.nanoTime();
        put(SizedFill.named(question));
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] content = content();
        long taken = Footprint.exact() - baseline;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("fill_s", seconds);
        figures.put("entries", content[0]);
        figures.put("payload_bytes", content[1]);
        figures.put("payload_per_capacity", (double) content[1] / capacity);
        figures.put("memory_bytes", taken);
        figures.put("payload_per_memory", (double) content[1] / taken);
        return Json.line(figures);
    }

    /** All keys, in an order that looks like none. */
    private void put(Lengths of) {
        int number = random.nextInt(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            // A prime step meets each number once, unless it divides their count.
            number = (int) ((number + (lengths.length % STEP == 0 ? 1 : STEP)) % lengths.length);
            lengths[number] = (short) of.next(random);
            cache.put(key(number), new byte[lengths[number]]);
        }
    }

    /** Entries that are there, and their bytes; fails if one is not what was put. */
    private long[] content() {
        long entries = 0;
        long payload = 0;
        for (int i = 0; i < lengths.length; i++) {
            byte[] value = (byte[]) cache.get(key(i));
            if (value != null) {
                if (value.length != lengths[i]) {
                    throw new IllegalStateException("the cache returned another value for entry " + i);
                }
                entries++;
                payload += KeyKind.STRING.bytes() + value.length;
            }
        }
        return new long[] {entries, payload};
    }
}
