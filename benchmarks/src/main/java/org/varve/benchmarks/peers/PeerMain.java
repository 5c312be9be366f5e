package org.varve.benchmarks.peers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.varve.benchmarks.measure.Allocation;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Loop;
import org.varve.benchmarks.measure.Throughput;
import org.varve.benchmarks.measure.Zipf;
import org.varve.benchmarks.values.HandWritten;
import org.varve.benchmarks.values.ValueKind;

/** The JVM in which one cache is filled and measured. {@link PeerProcess} is its other side. */
final class PeerMain implements ForkedMain.Answers {
    private static final int MOST_THREADS = 64;
    private static final int DIFFERENT_VALUES = 1024;
    private static final int REQUESTS = 1 << 20;
    private static final double EXPONENT = 0.99;

    private final ValueKind kind;
    private final PeerCache cache;
    private final String[] keys;
    private final Object[] values;
    private final Zipf zipf;
    private final long seed;
    private final Throughput throughput = new Throughput(MOST_THREADS);
    private final List<List<PeerLoop>> loops = new ArrayList<>();

    private PeerMain(PeerKind peer, Setup setup, long seed) throws Exception {
        this.seed = seed;
        this.kind = setup.values();
        values = kind.values(DIFFERENT_VALUES);
        keys = new String[setup.entries()];
        zipf = new Zipf(keys.length, EXPONENT, seed);
        cache = peer.peer().open(setup);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (String) KeyKind.STRING.object(i);
            cache.put(keys[i], ValueKind.copy(values[i & DIFFERENT_VALUES - 1]));
        }
        for (Mix mix : Mix.values()) {
            loops.add(new ArrayList<>());
        }
    }

    /** @param arguments kind of the cache, kind of the values, entries, capacity in bytes, seed */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new PeerMain(PeerKind.valueOf(arguments[0]),
                new Setup(ValueKind.valueOf(arguments[1]), Integer.parseInt(arguments[2]), Long.parseLong(arguments[3])), Long.parseLong(arguments[4])));
    }

    @Override
    public String to(String question) {
        String[] words = question.split(" ");
        return switch (words[0]) {
            case "rate" -> rate(Mix.valueOf(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "allocated" -> String.valueOf(Allocation.perOperation(loops(Mix.valueOf(words[1]), 1).get(0)));
            case "found" -> found();
            default -> throw new IllegalArgumentException("a question that is not known: " + question);
        };
    }

    private String rate(Mix mix, int threads, long millis) {
        return String.format(Locale.ROOT, "%.3f", throughput.run(loops(mix, threads), TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    private List<? extends Loop> loops(Mix mix, int threads) {
        List<PeerLoop> made = loops.get(mix.ordinal());
        while (made.size() < threads) {
            long own = seed + 1 + made.size();
            made.add(new PeerLoop(cache, keys, values, zipf.draw(Math.min(REQUESTS, Integer.highestOneBit(keys.length) * 4), own), mix, own));
        }
        return made.subList(0, threads);
    }

    /** The share of the keys whose values are there; fails if one is not what was put. */
    private String found() {
        HandWritten<Object> form = kind.form();
        int found = 0;
        for (int i = 0; i < keys.length; i++) {
            Object value = cache.get(keys[i]);
            if (value != null) {
                found++;
                if (!bytes(form, value).equals(bytes(form, values[i & values.length - 1]))) {
                    throw new IllegalStateException("the cache returned another value for " + keys[i]);
                }
            }
        }
        return String.valueOf((double) found / keys.length);
    }

    private static ByteBuffer bytes(HandWritten<Object> form, Object value) {
        ByteBuffer bytes = ByteBuffer.allocate(form.size(value));
        form.write(value, bytes);
        return bytes.flip();
    }
}
