package org.varve.benchmarks.encoding;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Ratio;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Rounds;
import org.varve.benchmarks.peers.Mix;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.PeerProcess;
import org.varve.benchmarks.peers.Setup;
import org.varve.benchmarks.values.ValueKind;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speed, size and garbage of objects that are cached by value, next to Ehcache's with its default and with hand-written serializers. */
@Command(name = "encoding", description = "Objects in and out through JCache, against Ehcache off-heap with its default and with hand-written serializers.")
public final class EncodingCommand implements Callable<Integer> {
    private static final double DEFAULT_BOUND = 8;
    private static final double HAND_WRITTEN_BOUND = 1;
    private static final double SIZE_BOUND = 1.3;
    private static final double GARBAGE_BOUND = 24;
    /** The compiler shares two cores with all that is measured, and memory that is written for the first time costs more. */
    private static final int WARM_UP_ROUNDS = 15;
    private static final int SAMPLES = 1_000;
    private static final long CAPACITY_PER_ENTRY = 4_096;
    private static final long LEAST_CAPACITY = 64L << 20;

    private static final Set<ValueKind> OBJECTS = EnumSet.of(ValueKind.ORDER, ValueKind.ENTRY);

    @Mixin private CommonOptions common;

    @Option(names = "--values", split = ",", description = "Objects are measured for size and speed, others for garbage. Default: ${DEFAULT-VALUE}")
    private List<ValueKind> values = List.of(ValueKind.ORDER, ValueKind.ENTRY, ValueKind.STRING_100, ValueKind.BYTES_100);

    @Option(names = "--peers", split = ",", description = "Default: ${DEFAULT-VALUE}")
    private List<PeerKind> peers = List.of(PeerKind.VARVE, PeerKind.VARVE_JAVA, PeerKind.EHCACHE, PeerKind.EHCACHE_HAND_WRITTEN);

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 100_000;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 7;

    @Option(names = "--millis", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private long millis = 400;

    @Option(names = "--flag", paramLabel = "FLAG", description = "For the JVM of every cache; may be given several times.")
    private List<String> flags = List.of();

    private Result result;

    @Override
    public Integer call() {
        result = new Result("encoding", common, System.out).with("entries", entries).with("rounds", rounds).with("millis", millis);
        for (ValueKind kind : values) {
            if (OBJECTS.contains(kind)) {
                sizes(kind);
                speed(kind);
            } else {
                garbage(kind);
            }
        }
        return result.finish();
    }

    private Setup setup(ValueKind kind) {
        return Setup.withRoom(kind, entries, LEAST_CAPACITY + entries * CAPACITY_PER_ENTRY);
    }

    private void sizes(ValueKind kind) {
        EncodedSizes sizes = new EncodedSizes(kind, SAMPLES);
        String prefix = kind.label() + "_bytes_";
        double handWritten = sizes.handWritten();
        double varve = sizes.varve(CodecSettings.DEFAULTS);
        result.with(prefix + "hand_written", handWritten).with(prefix + "java_serialization", sizes.javaSerialization())
                .with(prefix + "varve_java", sizes.varve(CodecSettings.builder().graphMode(GraphMode.JAVA).build())).with(prefix + "varve", varve)
                .atMost(prefix + "varve_per_hand_written", varve / handWritten, SIZE_BOUND);
    }

    private void speed(ValueKind kind) {
        Map<PeerKind, PeerProcess> processes = new EnumMap<>(PeerKind.class);
        try {
            for (PeerKind contender : peers) {
                result.progress("  filling %s", contender.label());
                PeerProcess process = PeerProcess.filled(contender, setup(kind), flags, common.seed);
                processes.put(contender, process);
                // Puts change what is there.
                result.with(kind.label() + "_" + contender.label() + "_found", process.found());
            }
            measure(kind, Mix.GET, processes);
            measure(kind, Mix.PUT, processes);
            processes.forEach((contender, process) -> {
                String name = kind.label() + "_" + contender.label();
                result.with(name + "_get_allocated", process.allocated(Mix.GET)).with(name + "_put_allocated", process.allocated(Mix.PUT));
            });
        } finally {
            processes.values().forEach(PeerProcess::close);
        }
    }

    private void measure(ValueKind kind, Mix mix, Map<PeerKind, PeerProcess> processes) {
        Rounds measured = new Rounds();
        processes.forEach((contender, process) -> measured.add(contender.label(), () -> process.rate(mix, 1, millis)));
        measured.run(WARM_UP_ROUNDS, rounds);
        String prefix = kind.label() + "_" + mix.label() + "_";
        for (PeerKind contender : processes.keySet()) {
            result.with(prefix + contender.label() + "_ns", 1e9 / measured.median(contender.label()));
        }
        compare(prefix, measured, PeerKind.EHCACHE, DEFAULT_BOUND);
        compare(prefix, measured, PeerKind.EHCACHE_HAND_WRITTEN, HAND_WRITTEN_BOUND);
    }

    private void compare(String prefix, Rounds measured, PeerKind other, double bound) {
        if (peers.contains(PeerKind.VARVE) && peers.contains(other)) {
            String name = prefix + "varve_per_" + other.label();
            Ratio ratio = measured.ratio(PeerKind.VARVE.label(), other.label());
            result.with(name + "_least", ratio.least()).with(name + "_most", ratio.most()).atLeast(name, ratio.median(), bound);
        }
    }

    /** What a get allocates beyond the value that it returns. */
    private void garbage(ValueKind kind) {
        double value = kind.allocated();
        for (PeerKind contender : peers) {
            try (PeerProcess process = PeerProcess.filled(contender, setup(kind), flags, common.seed)) {
                // Compiled code allocates less than what is still interpreted.
                process.rate(Mix.GET, 1, WARM_UP_ROUNDS * millis);
                String name = kind.label() + "_" + contender.label() + "_get_allocated_beyond_value";
                double beyond = process.allocated(Mix.GET) - value;
                if (contender == PeerKind.VARVE) {
                    result.atMost(name, beyond, GARBAGE_BOUND);
                } else {
                    result.with(name, beyond);
                }
            }
        }
    }
}
