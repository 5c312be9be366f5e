package org.varve.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Percentiles;
import org.varve.benchmarks.measure.Progress;
import org.varve.benchmarks.measure.Ratio;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Spread;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long gets take when requests arrive at a constant rate and entries are evicted all the time. */
@Command(name = "latency", description = "Latencies of gets and puts that arrive at a constant rate while entries are evicted; counted from when each was due.")
public final class LatencyCommand implements Callable<Integer> {
    /** Whose peak decides about the rate. */
    enum RateOf {
        /** The baseline's: the same rate for all. */
        BASELINE,
        /** The lowest peak: the same rate for all, which each can serve. */
        SLOWEST,
        /** The peak of each: the faster, the more. */
        OWN
    }

    private static final int PEAK_ROUNDS = 3;
    private static final double PERCENT = 100;

    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Option(names = "--values", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private ValueKind values = ValueKind.BYTES_100;

    @Option(names = "--keys", description = "Keys that are asked for and put. Default: ${DEFAULT-VALUE}")
    private int keys = 1_000_000;

    @Option(names = "--fit", paramLabel = "PERCENT", description = "Capacity in percent of the bytes of all keys and values. Default: ${DEFAULT-VALUE}")
    private double fit = 50;

    @Option(names = "--puts", paramLabel = "PERCENT", description = "Of the operations; of any key, so most of them evict. Default: ${DEFAULT-VALUE}")
    private double puts = 5;

    @Option(names = "--rate", description = "Operations per second. Default: a share of a measured peak, see --load and --rate-of")
    private Double rate;

    @Option(names = "--load", paramLabel = "PERCENT", description = "Of the peak. Default: ${DEFAULT-VALUE}")
    private double load = 50;

    @Option(names = "--rate-of", description = "Whose peak: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private RateOf rateOf = RateOf.BASELINE;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(names = "--seconds", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private double seconds = 10;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Of each cache, without a break. Default: ${DEFAULT-VALUE}")
    private double warmUp = 5;

    @Override
    public Integer call() {
        if (rounds < 1 || seconds <= 0 || rate != null && rate <= 0) {
            throw common.wrong("--rounds must be at least 1, --seconds and --rate more than 0");
        }
        List<PeerKind> all = new ArrayList<>(PeerKind.allCaches());
        all.add(PeerKind.CONTROL);
        List<PeerKind> kinds = peers.or(all);
        Setup room = Setup.withRoom(values, keys);
        long payload = (long) keys * (room.valueBytes() + 12);
        Setup setup = Setup.ofBytes(values, room.valueBytes(), (long) (payload * fit / PERCENT));
        Result result = new Result("latency", common, System.out).with("keys", keys).with("values", values.label()).with("puts_percent", puts)
                .with("capacity_bytes", setup.capacityBytes()).with("load_percent", load).with("rate_of", rateOf.name().toLowerCase(Locale.ROOT))
                .with("baseline", peers.baseline().label()).with("rounds", rounds).with("seconds", seconds);
        Map<String, Object> none = Map.of();
        try (Progress progress = new Progress(kinds.size() * (3 + PEAK_ROUNDS + rounds)); Contest contest = new Contest(result, progress, peers, common.seed)) {
            for (PeerKind kind : kinds) {
                contest.open(kind, setup, none, LatencyMain.class, List.of(String.valueOf(keys), String.valueOf(puts / PERCENT)));
            }
            contest.inTurns(0, 1, none, process -> process.ask("peak " + warmUp));
            Map<PeerKind, List<Double>> peaks = contest.figuresInTurns(0, PEAK_ROUNDS, none, process -> Double.valueOf(process.ask("peak " + Math.min(seconds, 1))));
            Map<PeerKind, List<String>> answers = new LinkedHashMap<>();
            Map<PeerKind, Double> rates = rates(peaks, result);
            rates.keySet().forEach(kind -> answers.put(kind, new ArrayList<>()));
            for (int round = -1; round < rounds; round++) {
                for (PeerKind kind : contest.running()) {
                    String question = "latency " + rates.get(kind) + " " + (round < 0 ? seconds / 2 : seconds);
                    String answer = contest.ask(kind, none, process -> process.ask(question));
                    if (answer != null && round >= 0) {
                        answers.get(kind).add(answer);
                    }
                }
            }
            contest.running().forEach(kind -> result.row(row(kind, peaks.get(kind), rates.get(kind), answers.get(kind))));
        }
        return result.finish();
    }

    private Map<PeerKind, Double> rates(Map<PeerKind, List<Double>> peaks, Result result) {
        Map<PeerKind, Double> rates = new LinkedHashMap<>();
        double common = rate != null ? rate : load / PERCENT * commonPeak(peaks, result);
        peaks.forEach((kind, peak) -> rates.put(kind, rate == null && rateOf == RateOf.OWN ? load / PERCENT * median(peak) : common));
        return rates;
    }

    private double commonPeak(Map<PeerKind, List<Double>> peaks, Result result) {
        double slowest = peaks.values().stream().mapToDouble(LatencyCommand::median).min().orElse(1);
        if (rateOf == RateOf.BASELINE && !peaks.containsKey(peers.baseline())) {
            result.progress("%s is not measured: the slowest decides about the rate", peers.baseline().label());
            return slowest;
        }
        return rateOf == RateOf.BASELINE ? median(peaks.get(peers.baseline())) : slowest;
    }

    private static double median(List<Double> rounds) {
        return Ratio.of(rounds.stream().mapToDouble(v -> v).toArray()).median();
    }

    private static Map<String, Object> row(PeerKind kind, List<Double> peaks, double rate, List<String> answers) {
        List<Double> served = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        List<Histogram> gets = new ArrayList<>();
        List<Histogram> puts = new ArrayList<>();
        Histogram all = Percentiles.empty();
        for (String answer : answers) {
            String[] words = answer.split(" ");
            served.add(PERCENT * Double.parseDouble(words[0]));
            found.add(PERCENT * Double.parseDouble(words[1]));
            gets.add(Percentiles.decode(words[2]));
            puts.add(Percentiles.decode(words[3]));
            all.add(gets.get(gets.size() - 1));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("peer", kind.label());
        row.put("peak_per_s", Spread.of(peaks));
        row.put("rate_per_s", rate);
        row.put("served_percent", Spread.of(served));
        row.put("hit_percent", Spread.of(found));
        row.put("get_us", Percentiles.told(gets));
        row.put("put_us", Percentiles.told(puts));
        row.put("get_curve", Percentiles.curve(all));
        return row;
    }
}
