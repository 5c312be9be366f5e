package org.varve.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.Progress;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Spread;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.trace.CaffeineSimulation;
import org.varve.benchmarks.trace.Sizes;
import org.varve.benchmarks.trace.Trace;
import org.varve.benchmarks.trace.TraceSource;
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How often caches have what they are asked for, with as many bytes each and with as many entries each. */
@Command(name = "hitratio", description = {"Hit ratios on traces, at equal bytes (16MiB) and at equal entries (5000).",
    "Files: .ids.gz, .lis (ARC), .trc (LIRS), .trc.bin (cache2k), .csv (libCacheSim), or FORMAT:FILE. Drawn: zipf:KEYS:REQUESTS:EXPONENT."})
public final class HitRatioCommand implements Callable<Integer> {
    /** A cache that is told bytes is tried with different ones until it has as many entries as wanted. */
    private static final int TRIALS = 8;
    private static final double TOLERANCE = 0.01;
    private static final int ENTRY = 40;
    private static final int SMALL = 100;
    /** The smallest stores of some caches take so much; values for fewer entries are made so large that they do. */
    private static final long LEAST = 12L << 20;
    private static final List<String> FIGURES = List.of("hit_percent", "byte_hit_percent", "resident_entries", "resident_payload_bytes");

    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Parameters(arity = "1..*", paramLabel = "TRACE=CAPACITY[,CAPACITY...]", description = "Capacities are bytes with a unit, or entries without.")
    private List<String> traces;

    @Option(names = "--sizes", paramLabel = "MIN-MAX",
            description = "Bytes of the values of a trace that does not tell them. Default: 100-100, of drawn ones 40-2000")
    private String sizes;

    @Option(names = "--requests", description = "Of a trace, at most. Default: all")
    private int requests = Integer.MAX_VALUE;

    @Option(names = "--largest-value", paramLabel = "BYTES", description = "Larger ones count as so large. Default: ${DEFAULT-VALUE}")
    private int largestValue = 1 << 20;

    @Option(names = "--rounds", description = "Caches with random choices differ from round to round. Default: ${DEFAULT-VALUE}")
    private int rounds = 1;

    private Result result;
    private Progress progress;

    /** What was asked for in one argument. */
    private record Asked(TraceSource source, List<String> capacities) {
    }

    @Override
    public Integer call() throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (String argument : traces) {
            asked.add(parse(argument));
        }
        Sizes own = sizes == null ? null : bounds(sizes);
        List<PeerKind> kinds = peers.or(PeerKind.allCaches());
        result = new Result("hitratio", common, System.out).with("rounds", rounds);
        try (Progress bar = new Progress(asked.stream().mapToInt(one -> one.capacities.size()).sum() * kinds.size() * (1 + rounds))) {
            progress = bar;
            for (Asked one : asked) {
                measure(one, own, kinds);
            }
        }
        return result.finish();
    }

    private Asked parse(String argument) {
        int at = argument.lastIndexOf('=');
        List<String> capacities = at < 1 ? List.of() : Arrays.asList(argument.substring(at + 1).split(","));
        if (capacities.isEmpty() || !capacities.stream().allMatch(capacity -> capacity.matches("[1-9]\\d{0,8}((K|M|G)iB)?"))) {
            throw common.wrong("must be a trace and capacities, like oltp.lis=1000,16MiB: " + argument);
        }
        try {
            return new Asked(TraceSource.parse(argument.substring(0, at)), capacities);
        } catch (IllegalArgumentException e) {
            throw common.wrong(e.getMessage());
        }
    }

    private Sizes bounds(String text) {
        if (!text.matches("\\d{1,8}-\\d{1,8}")) {
            throw common.wrong("--sizes must be like 40-2000: " + text);
        }
        String[] parts = text.split("-");
        try {
            return new Sizes(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        } catch (IllegalArgumentException e) {
            throw common.wrong("--sizes: " + e.getMessage());
        }
    }

    private static long bytes(String capacity) {
        int unit = "KMG".indexOf(capacity.charAt(capacity.length() - 3)) + 1;
        return Long.parseLong(capacity.substring(0, capacity.length() - 3)) << 10 * unit;
    }

    private void measure(Asked asked, Sizes own, List<PeerKind> kinds) throws IOException {
        Trace trace = asked.source.load(requests, common.seed);
        Sizes between = own != null ? own : asked.source.text().startsWith("zipf:") ? new Sizes(40, 2000) : new Sizes(SMALL, SMALL);
        for (String capacity : asked.capacities) {
            boolean isBytes = capacity.endsWith("B");
            long amount = isBytes ? bytes(capacity) : Long.parseLong(capacity);
            int fixed = isBytes ? 0 : (int) Math.min(largestValue, Math.max(SMALL, LEAST / amount - ENTRY));
            TraceValues values = isBytes ? new TraceValues(asked.source, between, false, requests, largestValue)
                    : new TraceValues(asked.source, new Sizes(fixed, fixed), true, requests, largestValue);
            int average = (int) Math.ceil(Arrays.stream(values.sizes(trace)).average().orElse(1));
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("trace", asked.source.label());
            row.put("requests", trace.keys().length);
            row.put("keys", trace.distinct());
            row.put("bound", isBytes ? "bytes" : "entries");
            row.put("capacity", amount);
            row.put("mean_value_bytes", average);
            double ofVarve = 0;
            for (PeerKind kind : kinds) {
                Double resident = measure(kind, row, values, average, amount, isBytes);
                ofVarve = kind == PeerKind.VARVE && resident != null ? resident : ofVarve;
            }
            if (isBytes && ofVarve > 0) {
                reference(row, trace, Math.round(ofVarve));
            }
        }
    }

    /** Native Caffeine with as many entries as Varve had. */
    private void reference(Map<String, Object> what, Trace trace, long entries) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(100 * trace.ratio(new CaffeineSimulation(entries, Sizes.ONE).hits(trace)));
        }
        Map<String, Object> row = new LinkedHashMap<>(what);
        row.put("peer", "caffeine_entries_of_varve");
        row.put("hit_percent", Spread.of(ratios));
        row.put("resident_entries", Spread.of(List.of(entries)));
        result.row(row);
    }

    /** Returns how many entries were there; null if it failed. */
    private Double measure(PeerKind kind, Map<String, Object> what, TraceValues values, int average, long amount, boolean isBytes) {
        boolean isTold = !isBytes && kind.countsEntries();
        Setup setup = isTold ? Setup.ofEntries(ValueKind.BYTES_100, average, (int) amount)
                : Setup.ofBytes(ValueKind.BYTES_100, average, isBytes ? amount : Math.max(LEAST, 2 * amount * (average + ENTRY)));
        List<Map<?, ?>> answers = new ArrayList<>();
        long budget = isTold ? 0 : isBytes ? amount : amount * (average + ENTRY);
        try (Contest contest = new Contest(result, progress, peers, common.seed)) {
            if (!contest.open(kind, setup, what, HitRatioMain.class, List.of(values.argument()))) {
                return null;
            }
            if (!isBytes && !isTold) {
                budget = calibrate(contest, kind, what, amount, budget);
            }
            for (int round = 0; round < rounds && budget >= 0; round++) {
                String question = String.valueOf(budget);
                String answer = contest.ask(kind, what, process -> process.ask(question));
                if (answer == null) {
                    return null;
                }
                answers.add((Map<?, ?>) Json.read(answer));
            }
        }
        if (answers.isEmpty()) {
            return null;
        }
        Map<String, Object> row = new LinkedHashMap<>(what);
        row.put("peer", kind.label());
        if (!isTold) {
            row.put("told_bytes", budget);
        }
        for (String figure : FIGURES) {
            row.put(figure, Spread.of(answers.stream().map(answer -> (Number) answer.get(figure)).toList()));
        }
        result.row(row);
        return ((Number) answers.get(0).get("resident_entries")).doubleValue();
    }

    /** The bytes with which a cache has so many entries in the end; -1 if it failed. */
    private static long calibrate(Contest contest, PeerKind kind, Map<String, Object> what, long entries, long guess) {
        long budget = guess;
        long best = guess;
        double bestMiss = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < TRIALS && bestMiss > TOLERANCE; trial++) {
            String question = String.valueOf(budget);
            String answer = contest.ask(kind, what, process -> process.ask(question));
            if (answer == null) {
                return -1;
            }
            double resident = Math.max(1, ((Number) ((Map<?, ?>) Json.read(answer)).get("resident_entries")).doubleValue());
            double miss = Math.abs(resident - entries) / entries;
            if (miss < bestMiss) {
                bestMiss = miss;
                best = budget;
            }
            budget = Math.max(PeerKind.LEAST_BYTES, (long) (budget * entries / resident));
        }
        return best;
    }
}
