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

/** A full cache under as many puts as gets of keys chosen at random, not all of which it has room for. */
final class ChurnMain implements ForkedMain.Answers {
    private static final int GRAIN = 64;
    private static final double NANOS = 1e9;

    private final PeerCache cache;
    private final int keys;
    private final SplittableRandom random;

    private ChurnMain(PeerKind kind, Setup setup, long seed, int keys) throws Exception {
        this.keys = keys;
        random = new SplittableRandom(seed);
        cache = kind.peer().open(setup);
        for (int i = 0; i < keys; i++) {
            cache.put(key(i), new byte[setup.valueBytes()]);
        }
    }

    /** @param arguments kind of the cache, setup, seed, number of keys */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new ChurnMain(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), Long.parseLong(arguments[2]), Integer.parseInt(arguments[3])));
    }

    private static String key(int number) {
        return (String) KeyKind.STRING.object(number);
    }

    /** @param question name of the lengths, seconds */
    @Override
    public String to(String question) {
        String[] words = question.split(" ");
        Lengths lengths = SizedFill.named(words[0]);
        double seconds = Double.parseDouble(words[1]);
        long start = System.nanoTime();
        long done = 0;
        long passed;
        do {
            for (int i = 0; i < GRAIN; i++) {
                String key = key(random.nextInt(keys));
                if ((i & 1) == 0) {
                    cache.put(key, new byte[lengths.next(random)]);
                } else {
                    cache.get(key);
                }
            }
            done += GRAIN;
            passed = System.nanoTime() - start;
        } while (passed < seconds * NANOS);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("per_s", done * NANOS / passed);
        figures.put("memory_bytes", Footprint.quick());
        return Json.line(figures);
    }
}
