package org.varve.benchmarks.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Fork;

/** A cache in a JVM of its own, open and ready to be measured. */
public final class PeerProcess implements AutoCloseable {
    private final Fork fork;
    private final List<String> jvm;

    /**
     * Starts the JVM in which {@code main} opens the cache.
     *
     * @param main      gets the name of the kind, the setup and the seed as arguments, then the others
     * @param flags     of the JVM besides what the peer needs
     * @param arguments more arguments
     * @throws IllegalStateException if the peer does not start here or cannot be filled; says why
     */
    public PeerProcess(PeerKind kind, Setup setup, List<String> flags, long seed, Class<?> main, List<String> arguments) {
        try {
            jvm = new ArrayList<>(kind.jvmArguments(setup));
            jvm.addAll(flags);
            List<String> all = new ArrayList<>(List.of(kind.name(), setup.argument(), String.valueOf(seed)));
            all.addAll(arguments);
            fork = new Fork(jvm, main, all);
        } catch (IOException e) {
            throw new IllegalStateException("no process can be had for " + kind.label(), e);
        }
        try {
            fork.answer();
        } catch (IllegalStateException e) {
            fork.close();
            throw e;
        }
    }

    /** A cache that is filled and then asked for rates. */
    public static PeerProcess filled(PeerKind kind, Setup setup, List<String> flags, long seed) {
        return new PeerProcess(kind, setup, flags, seed, PeerMain.class, List.of());
    }

    /** How it runs, as a result file has it. */
    public Map<String, Object> how(Setup setup) {
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("capacity_bytes", setup.capacityBytes());
        how.put("bound", setup.bound().name().toLowerCase(Locale.ROOT));
        how.put("jvm", jvm.stream().map(CommonOptions::withoutDirectories).toList());
        return how;
    }

    /** Asks what {@code main} answers; fails if it fails. */
    public String ask(String question) {
        return fork.ask(question);
    }

    /** Operations per second of all threads together, of a filled one. */
    public double rate(Mix mix, int threads, long millis) {
        return Double.parseDouble(fork.ask("rate " + mix + " " + threads + " " + millis));
    }

    /** Bytes on the heap per operation, of a filled one. */
    public double allocated(Mix mix) {
        return Double.parseDouble(fork.ask("allocated " + mix));
    }

    /** The share of the entries that are there, of a filled one; fails if one is not what was put. */
    public double found() {
        return Double.parseDouble(fork.ask("found"));
    }

    /** The share of the entries that are there after some were overwritten, of a filled one. */
    public double present() {
        return Double.parseDouble(fork.ask("present"));
    }

    /** Ends the JVM. */
    @Override
    public void close() {
        fork.close();
    }
}
