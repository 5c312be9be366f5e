package org.varve.benchmarks.compare;

import java.util.List;
import org.varve.benchmarks.peers.PeerKind;
import picocli.CommandLine.Option;

/** Options of commands that compare caches. */
public final class PeerOptions {
    @Option(names = "--peers", split = ",", paramLabel = "CACHE", description = "Which caches, by name: ${COMPLETION-CANDIDATES}. Default: all that can do it.")
    private List<PeerKind> peers;

    @Option(names = "--baseline", paramLabel = "CACHE", description = "What ratios are taken to. Default: ${DEFAULT-VALUE}")
    private PeerKind baseline = PeerKind.EHCACHE;

    @Option(names = "--flag", paramLabel = "FLAG", description = "For the JVM of every cache; may be given several times.")
    private List<String> flags = List.of();

    /** Those that were asked for, or else these. */
    public List<PeerKind> or(List<PeerKind> all) {
        return peers == null ? all : peers;
    }

    /** What ratios are taken to. */
    public PeerKind baseline() {
        return baseline;
    }

    /** For the JVM of every cache, besides what it needs. */
    public List<String> flags() {
        return flags;
    }
}
