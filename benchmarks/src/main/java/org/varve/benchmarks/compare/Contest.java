package org.varve.benchmarks.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Progress;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.PeerProcess;
import org.varve.benchmarks.peers.Setup;

/** Caches in JVMs of their own that are asked in turns. One that does not start or fails is noted as a row that says why, and the others go on. */
public final class Contest implements AutoCloseable {
    private final Result result;
    private final Progress progress;
    private final PeerOptions options;
    private final long seed;
    private final Map<PeerKind, PeerProcess> open = new EnumMap<>(PeerKind.class);

    /** @param seed of everything random in the JVMs */
    public Contest(Result result, Progress progress, PeerOptions options, long seed) {
        this.result = result;
        this.progress = progress;
        this.options = options;
        this.seed = seed;
    }

    /**
     * Starts the JVM of a cache.
     *
     * @param row      begins the row that tells of a failure
     * @param starting starts it, or fails
     * @return whether it runs
     */
    public boolean open(PeerKind kind, Setup setup, Map<String, Object> row, Function<PeerKind, PeerProcess> starting) {
        progress.step(kind.label() + ": opening");
        try {
            PeerProcess process = starting.apply(kind);
            open.put(kind, process);
            result.peer(kind.label(), process.how(setup));
            return true;
        } catch (IllegalStateException e) {
            fail(kind, row, e);
            return false;
        }
    }

    /** Starts the JVM of a cache in which {@code main} answers. */
    public boolean open(PeerKind kind, Setup setup, Map<String, Object> row, Class<?> main, List<String> arguments) {
        return open(kind, setup, row, peer -> new PeerProcess(peer, setup, options.flags(), seed, main, arguments));
    }

    /** Those that run, in the order of their kinds. */
    public List<PeerKind> running() {
        return List.copyOf(open.keySet());
    }

    /** Asks one; null, and it is out, if it fails. */
    public String ask(PeerKind kind, Map<String, Object> row, Function<PeerProcess, String> question) {
        progress.step(kind.label());
        try {
            return question.apply(open.get(kind));
        } catch (IllegalStateException e) {
            fail(kind, row, e);
            return null;
        }
    }

    /**
     * Asks all of them in turns.
     *
     * @param warmUp first rounds that do not count
     * @return the answers of those that have not failed, round by round
     */
    public Map<PeerKind, List<String>> inTurns(int warmUp, int rounds, Map<String, Object> row, Function<PeerProcess, String> question) {
        Map<PeerKind, List<String>> answers = new EnumMap<>(PeerKind.class);
        open.keySet().forEach(kind -> answers.put(kind, new ArrayList<>()));
        for (int round = -warmUp; round < rounds; round++) {
            for (PeerKind kind : List.copyOf(open.keySet())) {
                String answer = ask(kind, row, question);
                if (answer == null) {
                    answers.remove(kind);
                } else if (round >= 0) {
                    answers.get(kind).add(answer);
                }
            }
        }
        return answers;
    }

    /** The same for answers that are numbers. */
    public Map<PeerKind, List<Double>> figuresInTurns(int warmUp, int rounds, Map<String, Object> row, Function<PeerProcess, Double> question) {
        Map<PeerKind, List<Double>> figures = new EnumMap<>(PeerKind.class);
        inTurns(warmUp, rounds, row, process -> String.valueOf(question.apply(process)))
                .forEach((kind, answers) -> figures.put(kind, answers.stream().map(Double::valueOf).toList()));
        return figures;
    }

    private void fail(PeerKind kind, Map<String, Object> row, IllegalStateException e) {
        end(kind);
        Map<String, Object> failed = new LinkedHashMap<>(row);
        failed.put("peer", kind.label());
        failed.put("failed", CommonOptions.withoutDirectories(String.valueOf(e.getMessage())));
        result.row(failed);
    }

    /** Ends the JVM of one. */
    public void end(PeerKind kind) {
        PeerProcess process = open.remove(kind);
        if (process != null) {
            process.close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(PeerProcess::close);
    }
}
