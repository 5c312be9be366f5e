package org.varve.benchmarks.compare;

import java.util.Arrays;
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

/** A cache that new entries are put into, of one length and then another; what is there is counted by reading it. */
final class DensityMain implements ForkedMain.Answers {
    /** Enough for the code to be compiled and for what a library allocates once. */
    private static final int FIRST_ENTRIES = 20_000;

    private final PeerCache cache;
    private final long capacity;
    private final SplittableRandom random;
    private final long baseline;
    private short[] lengths = new short[1 << 20];
    private int next;

    private DensityMain(PeerKind kind, Setup setup, long seed) throws Exception {
        capacity = setup.capacityBytes();
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

    /** @param arguments kind of the cache, setup, seed */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new DensityMain(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), Long.parseLong(arguments[2])));
    }

    private static String key(int number) {
        return (String) KeyKind.STRING.object(number);
    }

    /** @param question name of the lengths, and how many capacities of payload to put */
    @Override
    public String to(String question) {
        String[] words = question.split(" ");
        long start = System.nanoTime();
        put(SizedFill.named(words[0]), (long) (Double.parseDouble(words[1]) * capacity));
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] content = content();
        long taken = Footprint.exact() - baseline - 2L * lengths.length;
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("fill_s", seconds);
        figures.put("entries", content[0]);
        figures.put("payload_bytes", content[1]);
        figures.put("payload_per_capacity", (double) content[1] / capacity);
        figures.put("memory_bytes", taken);
        figures.put("payload_per_memory", (double) content[1] / taken);
        return Json.line(figures);
    }

    private void put(Lengths of, long bytes) {
        for (long done = 0; done < bytes; next++) {
            int length = of.next(random);
            if (next == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * next);
            }
            lengths[next] = (short) length;
            cache.put(key(next), new byte[length]);
            done += KeyKind.STRING.bytes() + length;
        }
    }

    /** Entries that are there, and their bytes; fails if one is not what was put. */
    private long[] content() {
        long entries = 0;
        long payload = 0;
        for (int i = 0; i < next; i++) {
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
