package org.varve.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.varve.benchmarks.measure.Allocation;
import org.varve.benchmarks.measure.Footprint;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.measure.Json;
import org.varve.benchmarks.measure.Resident;
import org.varve.benchmarks.measure.Throughput;
import org.varve.benchmarks.peers.FilledPeer;
import org.varve.benchmarks.peers.Mix;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.PeerLoop;
import org.varve.benchmarks.peers.Setup;

/** A cache with much in it: what the collector does meanwhile, what processor time and heap an operation takes. */
final class GcMain implements ForkedMain.Answers {
    private static final double NANOS = 1e9;

    private final FilledPeer filled;
    private final long seed;
    private final GcLog log;

    private GcMain(FilledPeer filled, long seed, GcLog log) {
        this.filled = filled;
        this.seed = seed;
        this.log = log;
    }

    /** @param arguments kind of the cache, setup, seed, file that the JVM logs collections to */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> {
            long seed = Long.parseLong(arguments[2]);
            return new GcMain(new FilledPeer(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), seed), seed, new GcLog(Path.of(arguments[3])));
        });
    }

    @Override
    public String to(String question) throws Exception {
        String[] words = question.split(" ");
        return Json.line(run(Mix.valueOf(words[0]), Integer.parseInt(words[1]), Double.parseDouble(words[2])));
    }

    private Map<String, Object> run(Mix mix, int threads, double seconds) throws Exception {
        List<PeerLoop> loops = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            loops.add(new PeerLoop(filled.client(), mix, seed + i));
        }
        // What filling and these clients have left behind is not the cache's.
        System.gc();
        log.pauses();
        long cpu = Footprint.cpuNanos();
        long start = System.nanoTime();
        double rate;
        try (Throughput throughput = new Throughput(threads)) {
            rate = throughput.run(loops, (long) (seconds * NANOS));
        }
        double passed = (System.nanoTime() - start) / NANOS;
        cpu = Footprint.cpuNanos() - cpu;
        List<Double> pauses = log.pauses();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("per_s", rate);
        figures.put("pauses", pauses.size());
        figures.put("pause_ms_per_s", pauses.stream().mapToDouble(ms -> ms).sum() / passed);
        figures.put("longest_pause_ms", pauses.stream().mapToDouble(ms -> ms).max().orElse(0));
        figures.put("cpu_ns_per_operation", cpu / (rate * passed));
        figures.put("heap_bytes_per_operation", Allocation.perOperation(loops.get(0)));
        figures.put("resident_bytes", Resident.bytes());
        figures.put("pause_ms", pauses);
        return figures;
    }
}
