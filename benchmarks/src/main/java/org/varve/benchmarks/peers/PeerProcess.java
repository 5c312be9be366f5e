package org.varve.benchmarks.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.varve.benchmarks.measure.Fork;

/** A cache in a JVM of its own, filled and ready to be measured. */
public final class PeerProcess implements AutoCloseable {
    private final Fork fork;

    /**
     * Starts the JVM, opens the cache and fills it.
     *
     * @param flags of the JVM besides what the peer needs
     * @throws IllegalStateException if the peer does not start here or cannot be filled; says why
     */
    public PeerProcess(PeerKind kind, Setup setup, List<String> flags, long seed) {
        try {
            List<String> jvm = new ArrayList<>(kind.jvmArguments(setup));
            jvm.addAll(flags);
            fork = new Fork(jvm, PeerMain.class, List.of(kind.name(), setup.values().name(), String.valueOf(setup.entries()),
                    String.valueOf(setup.capacityBytes()), String.valueOf(seed)));
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

    /** Operations per second of all threads together. */
    public double rate(Mix mix, int threads, long millis) {
        return Double.parseDouble(fork.ask("rate " + mix + " " + threads + " " + millis));
    }

    /** Bytes on the heap per operation. */
    public double allocated(Mix mix) {
        return Double.parseDouble(fork.ask("allocated " + mix));
    }

    /** The share of the entries that are there. */
    public double found() {
        return Double.parseDouble(fork.ask("found"));
    }

    /** Ends the JVM. */
    @Override
    public void close() {
        fork.close();
    }
}
