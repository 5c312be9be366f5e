package org.varve.benchmarks.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Ratio;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Rounds;
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Operations per second of Varve and its peers, in turns, as ratios to Ehcache off-heap. */
@Command(name = "throughput", description = "Gets, 95/5 and 50/50 of Varve and other caches on the same keys, values and requests, in turns; ratios to Ehcache.")
public final class ThroughputCommand implements Callable<Integer> {
    private static final double SMALL_BOUND = 3;
    private static final double LARGE_BOUND = 2.5;
    private static final int WARM_UP_ROUNDS = 2;
    /** What an entry may take beside its value in the cache that takes most: key, headers, index. */
    private static final int BESIDE = 172;
    private static final double SPARE = 1.25;
    private static final long LEAST_CAPACITY = 64L << 20;
    /** Whoever is ahead of these is ahead of all that keep values, not references. */
    private static final EnumSet<PeerKind> TO_BE_BEATEN = EnumSet.of(PeerKind.OHC_LINKED, PeerKind.OHC_CHUNKED, PeerKind.CHRONICLE_MAP,
            PeerKind.CAFFEINE_JCACHE, PeerKind.HAZELCAST, PeerKind.INFINISPAN);

    @Mixin private CommonOptions common;

    @Option(names = "--caches", split = ",", description = "Default: ${DEFAULT-VALUE}")
    private List<PeerKind> caches = List.of(PeerKind.VARVE, PeerKind.EHCACHE, PeerKind.OHC_LINKED, PeerKind.OHC_CHUNKED, PeerKind.CHRONICLE_MAP,
            PeerKind.INFINISPAN, PeerKind.HAZELCAST, PeerKind.CAFFEINE_JCACHE, PeerKind.CAFFEINE, PeerKind.CACHE2K_JCACHE);

    @Option(names = "--values", split = ",", description = "Default: ${DEFAULT-VALUE}")
    private List<ValueKind> values = List.of(ValueKind.BYTES_100, ValueKind.BYTES_1024);

    @Option(names = "--mixes", split = ",", description = "Default: ${DEFAULT-VALUE}")
    private List<Mix> mixes = List.of(Mix.GET, Mix.MIXED_95, Mix.MIXED_50);

    @Option(names = "--threads", split = ",", description = "Default: ${DEFAULT-VALUE}")
    private List<Integer> threads = List.of(1, 2);

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 1_000_000;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--millis", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private long millis = 500;

    @Option(names = "--warm-up", paramLabel = "MILLIS", description = "Gets of each cache before anything is measured. Default: ${DEFAULT-VALUE}")
    private long warmUp = 3_000;

    @Option(names = "--flag", paramLabel = "FLAG", description = "For the JVM of every cache; may be given several times.")
    private List<String> flags = List.of();

    private Result result;

    @Override
    public Integer call() {
        result = new Result("throughput", common, System.out).with("entries", entries).with("rounds", rounds).with("millis", millis);
        for (ValueKind kind : values) {
            measure(kind);
        }
        return result.finish();
    }

    private void measure(ValueKind kind) {
        long payload = kind.form().size(kind.values(1)[0]);
        Setup setup = new Setup(kind, entries, Math.max(LEAST_CAPACITY, (long) (entries * (payload + BESIDE) * SPARE)));
        result.with(kind.label() + "_capacity_bytes", setup.capacityBytes());
        Map<PeerKind, PeerProcess> open = new EnumMap<>(PeerKind.class);
        try {
            for (PeerKind cache : caches) {
                open(cache, setup, open);
            }
            for (Mix mix : mixes) {
                for (int count : threads) {
                    measure(kind.label() + "_" + mix.label() + "_" + count + "_", mix, count, open);
                }
            }
        } finally {
            open.values().forEach(PeerProcess::close);
        }
    }

    /** One that does not start here is told as such, and the others are measured. */
    private void open(PeerKind cache, Setup setup, Map<PeerKind, PeerProcess> open) {
        String name = setup.values().label() + "_" + cache.label();
        try {
            PeerProcess process = new PeerProcess(cache, setup, flags, common.seed);
            open.put(cache, process);
            result.with(name + "_found", process.found());
            process.rate(Mix.GET, 1, warmUp);
        } catch (IllegalStateException e) {
            drop(cache, open);
            result.with(name + "_failed", e.getMessage());
        }
    }

    private static void drop(PeerKind cache, Map<PeerKind, PeerProcess> open) {
        PeerProcess process = open.remove(cache);
        if (process != null) {
            process.close();
        }
    }

    private void measure(String prefix, Mix mix, int count, Map<PeerKind, PeerProcess> open) {
        Rounds measured = new Rounds();
        Map<PeerKind, String> failures = new EnumMap<>(PeerKind.class);
        open.forEach((cache, process) -> measured.add(cache.label(), () -> rate(cache, process, mix, count, failures)));
        measured.run(WARM_UP_ROUNDS, rounds);
        failures.forEach((cache, failure) -> {
            drop(cache, open);
            result.with(prefix + cache.label() + "_failed", failure);
        });
        for (PeerKind cache : open.keySet()) {
            result.with(prefix + cache.label() + "_per_s", measured.median(cache.label()));
        }
        List<PeerKind> ahead = new ArrayList<>();
        for (PeerKind cache : open.keySet()) {
            if (cache != PeerKind.EHCACHE && open.containsKey(PeerKind.EHCACHE)) {
                compare(prefix, measured.ratio(cache.label(), PeerKind.EHCACHE.label()), cache);
            }
            if (TO_BE_BEATEN.contains(cache) && open.containsKey(PeerKind.VARVE) && measured.ratio(PeerKind.VARVE.label(), cache.label()).median() < 1) {
                ahead.add(cache);
            }
        }
        result.atMost(prefix + "peers_ahead_of_varve", ahead.size(), 0).with(prefix + "ahead_of_varve", ahead.toString());
    }

    /** One that fails under load is left out from then on, and the others are measured on. */
    private double rate(PeerKind cache, PeerProcess process, Mix mix, int count, Map<PeerKind, String> failures) {
        if (!failures.containsKey(cache)) {
            try {
                return process.rate(mix, count, millis);
            } catch (IllegalStateException e) {
                failures.put(cache, e.getMessage());
            }
        }
        return Double.NaN;
    }

    private void compare(String prefix, Ratio ratio, PeerKind cache) {
        String name = prefix + cache.label() + "_per_ehcache";
        result.with(name + "_least", ratio.least()).with(name + "_most", ratio.most());
        if (cache == PeerKind.VARVE) {
            result.atLeast(name, ratio.median(), prefix.startsWith(ValueKind.BYTES_1024.label()) ? LARGE_BOUND : SMALL_BOUND);
        } else {
            result.with(name, ratio.median());
        }
    }
}
