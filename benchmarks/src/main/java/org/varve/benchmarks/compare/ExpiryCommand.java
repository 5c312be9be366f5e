package org.varve.benchmarks.compare;

import java.util.ArrayList;
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
import org.varve.benchmarks.values.ValueKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long caches hold what has expired and nobody touches. */
@Command(name = "expiry", description = "How long after expiry a cache still holds what nobody touches, what it takes then, and the processor time that it costs.")
public final class ExpiryCommand implements Callable<Integer> {
    private static final List<String> FIGURES = List.of("seconds_to_1_percent", "held_left_percent", "watched_s", "cpu_ns_per_entry", "memory_full_bytes",
            "memory_after_bytes");

    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 1_000_000;

    @Option(names = "--ttl", paramLabel = "SECONDS", description = "Time to live; filling must take less. Default: ${DEFAULT-VALUE}")
    private double ttl = 10;

    @Option(names = "--patience", paramLabel = "SECONDS", description = "After the last expiry. Default: ${DEFAULT-VALUE}")
    private double patience = 15;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 1;

    @Override
    public Integer call() {
        if (rounds < 1 || entries < 1 || ttl <= 0) {
            throw common.wrong("--rounds and --entries must be at least 1, --ttl more than 0");
        }
        Setup setup = Setup.withRoom(ValueKind.BYTES_100, entries).expiringAfter((long) (ttl * 1000));
        Result result = new Result("expiry", common, System.out).with("entries", entries).with("ttl_s", ttl).with("patience_s", patience).with("rounds", rounds)
                .with("value_bytes", setup.valueBytes());
        List<PeerKind> kinds = new ArrayList<>(peers.or(PeerKind.allCaches()));
        Map<PeerKind, List<Map<?, ?>>> measured = new LinkedHashMap<>();
        try (Progress progress = new Progress(kinds.size() * rounds * 2); Contest contest = new Contest(result, progress, peers, common.seed)) {
            for (int round = 0; round < rounds; round++) {
                for (PeerKind kind : List.copyOf(kinds)) {
                    boolean runs = contest.open(kind, setup, Map.of(), ExpiryMain.class, List.of());
                    String answer = runs ? contest.ask(kind, Map.of(), process -> process.ask(String.valueOf(patience))) : null;
                    contest.end(kind);
                    if (answer == null) {
                        kinds.remove(kind);
                    } else {
                        result.progress("  round %d: %s %s", round + 1, kind.label(), answer);
                        measured.computeIfAbsent(kind, none -> new ArrayList<>()).add((Map<?, ?>) Json.read(answer));
                    }
                }
            }
        }
        kinds.forEach(kind -> result.row(row(kind, measured.get(kind))));
        return result.finish();
    }

    private static Map<String, Object> row(PeerKind kind, List<Map<?, ?>> rounds) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("peer", kind.label());
        for (String figure : FIGURES) {
            // Nothing where a cache does not tell, or still holds more in the end.
            row.put(figure, Spread.of(rounds.stream().map(round -> (Number) round.get(figure)).map(number -> number == null ? (Number) Double.NaN : number).toList()));
        }
        return row;
    }
}
