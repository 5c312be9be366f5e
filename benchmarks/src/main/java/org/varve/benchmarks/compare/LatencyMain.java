package org.varve.benchmarks.compare;

import java.util.Locale;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.OpenLoop;
import org.varve.benchmarks.measure.Percentiles;
import org.varve.benchmarks.measure.Zipf;
import org.varve.benchmarks.peers.PeerCache;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.values.ValueKind;

/** A cache that is full: gets of keys that are asked for more or less often, puts of any key, most of which are not there, so that each evicts others. */
final class LatencyMain implements ForkedMain.Answers {
    private static final double EXPONENT = 0.99;
    private static final int REQUESTS = 1 << 20;
    private static final int DIFFERENT_VALUES = 1024;
    private static final int GRAIN = 64;
    private static final double NANOS = 1e9;

    private final PeerCache cache;
    private final String[] keys;
    private final Object[] values;
    private final int[] requests;
    private final double puts;
    private final SplittableRandom random;
    private int at;
    private long gets;
    private long hits;

    private LatencyMain(PeerKind kind, Setup setup, long seed, int keyCount, double puts) throws Exception {
        values = setup.values().values(DIFFERENT_VALUES);
        requests = new Zipf(keyCount, EXPONENT, seed).draw(REQUESTS, seed);
        random = new SplittableRandom(seed);
        this.puts = puts;
        keys = new String[keyCount];
        cache = kind.peer().open(setup);
        for (int i = 0; i < keyCount; i++) {
            keys[i] = (String) KeyKind.STRING.object(i);
            put(i);
        }
    }

    /** @param arguments kind of the cache, setup, seed, number of keys, share of puts */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new LatencyMain(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), Long.parseLong(arguments[2]),
                Integer.parseInt(arguments[3]), Double.parseDouble(arguments[4])));
    }

    private void put(int number) {
        cache.put(keys[number], ValueKind.copy(values[number & DIFFERENT_VALUES - 1]));
    }

    @Override
    public String to(String question) {
        String[] words = question.split(" ");
        return switch (words[0]) {
            case "peak" -> String.format(Locale.ROOT, "%.3f", peak(Double.parseDouble(words[1])));
            case "latency" -> latency(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
            default -> throw new IllegalArgumentException("a question that is not known: " + question);
        };
    }

    /** One operation after the other without a break; per second. */
    private double peak(double seconds) {
        long start = System.nanoTime();
        long done = 0;
        long passed;
        do {
            for (int i = 0; i < GRAIN; i++) {
                step();
            }
            done += GRAIN;
            passed = System.nanoTime() - start;
        } while (passed < seconds * NANOS);
        return done * NANOS / passed;
    }

    /** Operations at so many per second: the share that was served, the share of the gets that found something, the distributions of gets and of puts. */
    private String latency(double perSecond, double seconds) {
        Histogram got = Percentiles.empty();
        Histogram put = Percentiles.empty();
        boolean[] wasGet = new boolean[1];
        gets = 0;
        hits = 0;
        double served = new OpenLoop(perSecond).run((long) (seconds * NANOS), number -> wasGet[0] = step(),
                (number, nanos) -> Percentiles.add(wasGet[0] ? got : put, nanos));
        return served + " " + (gets == 0 ? 0 : (double) hits / gets) + " " + Percentiles.encode(got) + " " + Percentiles.encode(put);
    }

    /** Whether it was a get. */
    private boolean step() {
        if (random.nextDouble() < puts) {
            put(random.nextInt(keys.length));
            return false;
        }
        gets++;
        if (cache.get(keys[requests[at++ & REQUESTS - 1]]) != null) {
            hits++;
        }
        return true;
    }
}
