package org.varve.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.varve.benchmarks.measure.Allocation;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.measure.Loop;
import org.varve.benchmarks.measure.Throughput;

/** The JVM in which one cache is filled and measured. {@link PeerProcess} is its other side. */
final class PeerMain implements ForkedMain.Answers {
    private static final int MOST_THREADS = 64;

    private final FilledPeer peer;
    private final long seed;
    private final Throughput throughput = new Throughput(MOST_THREADS);
    private final List<List<PeerLoop>> loops = new ArrayList<>();

    private PeerMain(FilledPeer peer, long seed) {
        this.peer = peer;
        this.seed = seed;
        for (int i = 0; i < Mix.values().length; i++) {
            loops.add(new ArrayList<>());
        }
    }

    /** @param arguments kind of the cache, setup, seed */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> {
            long seed = Long.parseLong(arguments[2]);
            return new PeerMain(new FilledPeer(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), seed), seed);
        });
    }

    @Override
    public String to(String question) {
        String[] words = question.split(" ");
        return switch (words[0]) {
            case "rate" -> rate(Mix.valueOf(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "allocated" -> String.valueOf(Allocation.perOperation(loops(Mix.valueOf(words[1]), 1).get(0)));
            case "present" -> String.valueOf(peer.present());
            case "found" -> String.valueOf(peer.found());
            default -> throw new IllegalArgumentException("a question that is not known: " + question);
        };
    }

    private String rate(Mix mix, int threads, long millis) {
        return String.format(Locale.ROOT, "%.3f", throughput.run(loops(mix, threads), TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    private List<? extends Loop> loops(Mix mix, int threads) {
        List<PeerLoop> made = loops.get(mix.ordinal());
        while (made.size() < threads) {
            made.add(new PeerLoop(peer.client(), mix, seed + made.size()));
        }
        return made.subList(0, threads);
    }
}
