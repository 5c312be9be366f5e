package org.varve.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphMode;

/** The caches there are to compare. Nothing of a library is loaded before {@link #peer} is called. */
public enum PeerKind {
    /** Varve with its defaults. */
    VARVE(() -> new VarvePeer(CodecSettings.DEFAULTS)),
    /** Varve with Java serialization for what has no encoding of its own. */
    VARVE_JAVA(() -> new VarvePeer(CodecSettings.builder().graphMode(GraphMode.JAVA).build())),
    /** Ehcache off-heap with its own serializers. */
    EHCACHE(() -> new EhcachePeer(false)),
    /** Ehcache off-heap with serializers for the values written by hand. */
    EHCACHE_HAND_WRITTEN(() -> new EhcachePeer(true));

    private static final long ROOM = 512L << 20;

    private final Supplier<Peer> peer;

    PeerKind(Supplier<Peer> peer) {
        this.peer = peer;
    }

    /** As options and figures name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Peer peer() {
        return peer.get();
    }

    /** What its JVM needs: a heap of a fixed size, as much direct memory as its capacity and a bit, and access to what it wants to see of the JDK. */
    List<String> jvmArguments(Setup setup) {
        long heap = ROOM;
        List<String> arguments = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:MaxDirectMemorySize=" + (setup.capacityBytes() + ROOM)));
        return arguments;
    }
}
