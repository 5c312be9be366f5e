package org.varve.benchmarks.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Progress;
import org.varve.benchmarks.measure.Ratio;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Spread;
import org.varve.benchmarks.peers.Mix;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.PeerProcess;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Operations per second of Varve and its peers, in turns, as ratios to a baseline. */
@Command(name = "throughput", description = "Operations per second: gets, 95/5 and 50/50 on the same keys, values and requests, in turns; ratios to Ehcache.")
public final class ThroughputCommand implements Callable<Integer> {
    private static final double SMALL_BOUND = 3;
    private static final double LARGE_BOUND = 2.5;
    private static final int WARM_UP_ROUNDS = 2;
    /** Bytes on the heap of an operation on values of 100 bytes. */
    private static final double GET_BOUND = 144;
    private static final double PUT_BOUND = 48;
    /** Whoever is ahead of these is ahead of all that keep values, not references. */
    private static final EnumSet<PeerKind> TO_BE_BEATEN = EnumSet.of(PeerKind.OHC_LINKED, PeerKind.OHC_CHUNKED, PeerKind.CHRONICLE_MAP,
            PeerKind.CAFFEINE_JCACHE, PeerKind.HAZELCAST, PeerKind.INFINISPAN);

    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Option(names = "--values", split = ",", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<ValueKind> values = List.of(ValueKind.BYTES_100, ValueKind.BYTES_1024);

    @Option(names = "--mixes", split = ",", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<Mix> mixes = List.of(Mix.GET, Mix.MIXED_95, Mix.MIXED_50);

    @Option(names = "--threads", split = ",", description = "Default: ${DEFAULT-VALUE}")
    private List<Integer> threads = List.of(1, 2);

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}, fewer where their values would be more than --most-payload")
    private int entries = 1_000_000;

    @Option(names = "--most-payload", paramLabel = "MIB", description = "Of each cache. Default: ${DEFAULT-VALUE}")
    private int mostPayloadMib = 512;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--millis", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private long millis = 500;

    @Option(names = "--warm-up", paramLabel = "MILLIS", description = "So long gets, and then as long gets and puts by turns, on each cache before anything is measured. Default: ${DEFAULT-VALUE}")
    private long warmUp = 3_000;

    private Result result;

    @Override
    public Integer call() {
        result = new Result("throughput", common, System.out).with("entries", entries).with("rounds", rounds).with("millis", millis)
                .with("baseline", peers.baseline().label());
        List<PeerKind> all = new ArrayList<>(PeerKind.all());
        all.add(PeerKind.BARE);
        List<PeerKind> kinds = peers.or(all);
        try (Progress progress = new Progress(values.size() * kinds.size() * (1 + mixes.size() * threads.size() * (WARM_UP_ROUNDS + rounds) + 3))) {
            for (ValueKind kind : values) {
                measure(kind, kinds, progress);
            }
        }
        return result.finish();
    }

    private void measure(ValueKind kind, List<PeerKind> kinds, Progress progress) {
        int fitting = (int) Math.min(entries, ((long) mostPayloadMib << 20) / Setup.withRoom(kind, 1).valueBytes());
        Setup setup = Setup.withRoom(kind, fitting);
        result.with(kind.label() + "_entries", fitting).with(kind.label() + "_capacity_bytes", setup.capacityBytes());
        Map<String, Object> row = new LinkedHashMap<>(Map.of("values", kind.label()));
        try (Contest contest = new Contest(result, progress, peers, common.seed)) {
            for (PeerKind cache : kinds) {
                contest.open(cache, setup, row, peer -> filled(peer, setup));
            }
            for (Mix mix : mixes) {
                for (int count : threads) {
                    measure(kind, mix, count, contest);
                }
            }
            contest.figuresInTurns(0, 1, new LinkedHashMap<>(Map.of("values", kind.label(), "figure", "found_in_the_end")), PeerProcess::present)
                    .forEach((cache, found) -> result.with(kind.label() + "_" + cache.label() + "_found_in_the_end", found.get(0)));
            // By now all of it has been compiled, and compiled code allocates less.
            allocated(kind, Mix.GET, "get_allocated", 0, GET_BOUND, contest);
            allocated(kind, Mix.PUT, "put_allocated_beyond_copy", kind.allocated(), PUT_BOUND, contest);
        }
    }

    /**
     * Notes what an operation allocates on the heap.
     *
     * @param callers what of it the benchmark does
     */
    private void allocated(ValueKind kind, Mix mix, String name, double callers, double bound, Contest contest) {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("values", kind.label(), "figure", name));
        contest.figuresInTurns(0, 1, row, process -> process.allocated(mix)).forEach((cache, bytes) -> {
            String figure = kind.label() + "_" + cache.label() + "_" + name;
            if (cache == PeerKind.VARVE && kind == ValueKind.BYTES_100) {
                result.atMost(figure, bytes.get(0) - callers, bound);
            } else {
                result.with(figure, bytes.get(0) - callers);
            }
        });
    }

    private PeerProcess filled(PeerKind kind, Setup setup) {
        PeerProcess process = PeerProcess.filled(kind, setup, peers.flags(), common.seed);
        try {
            result.with(setup.values().label() + "_" + kind.label() + "_found", process.found());
            process.rate(Mix.GET, 1, warmUp);
            process.rate(Mix.MIXED_50, 1, warmUp);
            return process;
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
    }

    private void measure(ValueKind kind, Mix mix, int count, Contest contest) {
        Map<String, Object> what = new LinkedHashMap<>();
        what.put("values", kind.label());
        what.put("mix", mix.label());
        what.put("threads", count);
        Map<PeerKind, List<Double>> rates = contest.figuresInTurns(WARM_UP_ROUNDS, rounds, what, process -> process.rate(mix, count, millis));
        List<String> ahead = new ArrayList<>();
        rates.forEach((cache, rate) -> {
            Map<String, Object> row = new LinkedHashMap<>(what);
            row.put("peer", cache.label());
            row.put("per_s", Spread.of(rate));
            if (rates.containsKey(peers.baseline())) {
                row.put("per_baseline", Spread.ofRatios(rate, rates.get(peers.baseline())));
            }
            result.row(row);
            if (TO_BE_BEATEN.contains(cache) && rates.containsKey(PeerKind.VARVE) && median(rates.get(PeerKind.VARVE), rate) < 1) {
                ahead.add(cache.label());
            }
        });
        String prefix = kind.label() + "_" + mix.label() + "_" + count + "_";
        if (rates.containsKey(PeerKind.VARVE) && rates.containsKey(PeerKind.EHCACHE)) {
            result.atLeast(prefix + "varve_per_ehcache", median(rates.get(PeerKind.VARVE), rates.get(PeerKind.EHCACHE)),
                    kind == ValueKind.BYTES_1024 ? LARGE_BOUND : SMALL_BOUND);
        }
        result.atMost(prefix + "peers_ahead_of_varve", ahead.size(), 0).with(prefix + "ahead_of_varve", ahead.toString());
    }

    /** Of the rounds' ratios. */
    private static double median(List<Double> a, List<Double> b) {
        double[] ratios = new double[a.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = a.get(i) / b.get(i);
        }
        return Ratio.of(ratios).median();
    }
}
