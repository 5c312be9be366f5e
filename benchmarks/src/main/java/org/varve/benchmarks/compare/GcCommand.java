package org.varve.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.Progress;
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

/** Collections, processor time and garbage with much in the cache and a small heap. */
@Command(name = "gc", description = "Pauses of the collector, processor time and garbage per operation with 2 GiB in the cache and a heap of 512 MiB.")
public final class GcCommand implements Callable<Integer> {
    private static final List<String> SPREADS = List.of("per_s", "pauses", "pause_ms_per_s", "longest_pause_ms", "cpu_ns_per_operation",
            "heap_bytes_per_operation", "resident_bytes");

    @Mixin private CommonOptions common;
    @Mixin private PeerOptions peers;

    @Option(names = "--values", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private ValueKind values = ValueKind.BYTES_1024;

    @Option(names = "--payload", paramLabel = "MIB", description = "Bytes of all values. Default: ${DEFAULT-VALUE}")
    private int payloadMib = 2048;

    @Option(names = "--mix", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Mix mix = Mix.MIXED_95;

    @Option(names = "--threads", description = "Default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Option(names = "--rounds", description = "In each every cache is opened anew, one at a time. Default: ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(names = "--seconds", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private double seconds = 15;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}")
    private double warmUp = 5;

    @Override
    public Integer call() {
        if (rounds < 1 || threads < 1 || payloadMib < 1) {
            throw common.wrong("--rounds, --threads and --payload must be at least 1");
        }
        int entries = (int) (((long) payloadMib << 20) / Setup.withRoom(values, 1).valueBytes());
        Setup setup = Setup.withRoom(values, entries);
        Result result = new Result("gc", common, System.out).with("entries", entries).with("payload_mib", payloadMib).with("values", values.label())
                .with("mix", mix.label()).with("threads", threads).with("rounds", rounds).with("seconds", seconds);
        List<PeerKind> kinds = new ArrayList<>(peers.or(PeerKind.all()));
        Map<PeerKind, List<Map<?, ?>>> measured = new EnumMap<>(PeerKind.class);
        try (Progress progress = new Progress(kinds.size() * rounds * 3); Contest contest = new Contest(result, progress, peers, common.seed)) {
            for (int round = 0; round < rounds; round++) {
                for (PeerKind kind : List.copyOf(kinds)) {
                    Map<?, ?> figures = measure(contest, kind, setup);
                    if (figures == null) {
                        kinds.remove(kind);
                    } else {
                        result.progress("  round %d: %s %s", round + 1, kind.label(), figures);
                        measured.computeIfAbsent(kind, none -> new ArrayList<>()).add(figures);
                    }
                }
            }
        }
        kinds.forEach(kind -> result.row(row(kind, kind.heapMib(setup), measured.get(kind))));
        return result.finish();
    }

    /** Null if it failed. */
    private Map<?, ?> measure(Contest contest, PeerKind kind, Setup setup) {
        Path log = null;
        try {
            log = Files.createTempFile("gc", ".log");
            List<String> flags = new ArrayList<>(peers.flags());
            flags.add(GcLog.flag(log));
            List<String> arguments = List.of(log.toString());
            if (!contest.open(kind, setup, Map.of(), peer -> new PeerProcess(peer, setup, flags, common.seed, GcMain.class, arguments))) {
                return null;
            }
            String question = mix + " " + threads + " ";
            String warm = contest.ask(kind, Map.of(), process -> process.ask(question + warmUp));
            String answer = warm == null ? null : contest.ask(kind, Map.of(), process -> process.ask(question + seconds));
            return answer == null ? null : (Map<?, ?>) Json.read(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("no file can be had for the log of collections", e);
        } finally {
            contest.end(kind);
            if (log != null) {
                log.toFile().delete();
            }
        }
    }

    private static Map<String, Object> row(PeerKind kind, long heapMib, List<Map<?, ?>> rounds) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("peer", kind.label());
        row.put("heap_mib", heapMib);
        for (String name : SPREADS) {
            row.put(name, Spread.of(rounds.stream().map(round -> (Number) round.get(name)).toList()));
        }
        row.put("pause_ms", rounds.stream().flatMap(round -> ((List<?>) round.get("pause_ms")).stream()).toList());
        return row;
    }
}
