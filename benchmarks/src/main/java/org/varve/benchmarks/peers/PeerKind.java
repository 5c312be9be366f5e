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
    VARVE(false, () -> new VarvePeer(CodecSettings.DEFAULTS)),
    /** Varve with Java serialization for what has no encoding of its own. */
    VARVE_JAVA(false, () -> new VarvePeer(CodecSettings.builder().graphMode(GraphMode.JAVA).build())),
    /** Ehcache off-heap with its own serializers. */
    EHCACHE(false, () -> new EhcachePeer(false)),
    /** Ehcache off-heap with serializers for the values written by hand. */
    EHCACHE_HAND_WRITTEN(false, () -> new EhcachePeer(true)),
    /** OHC, each entry in memory of its own. */
    OHC_LINKED(false, () -> new OhcPeer(false)),
    /** OHC, entries in chunks. */
    OHC_CHUNKED(false, () -> new OhcPeer(true), exports("java.base/sun.nio.ch"), opens("java.base/java.nio")),
    /** Chronicle Map in memory. */
    CHRONICLE_MAP(false, () -> new ChroniclePeer(), exports("java.base/jdk.internal.ref", "java.base/sun.nio.ch", "jdk.unsupported/sun.misc",
            "jdk.compiler/com.sun.tools.javac.file"), opens("jdk.compiler/com.sun.tools.javac", "java.base/java.lang", "java.base/java.lang.reflect",
            "java.base/java.io", "java.base/java.util", "java.base/java.nio", "java.base/sun.nio.ch", "java.base/jdk.internal.misc", "java.base/jdk.internal.ref")),
    /** Infinispan off-heap. */
    INFINISPAN(false, () -> new InfinispanPeer()),
    /** Hazelcast, serialized on the heap. */
    HAZELCAST(true, () -> new HazelcastPeer(), List.of("--add-modules", "java.se"), exports("java.base/jdk.internal.ref"),
            opens("java.base/java.lang", "java.base/sun.nio.ch", "java.management/sun.management", "jdk.management/com.sun.management.internal")),
    /** Caffeine's JCache by value, on the heap. */
    CAFFEINE_JCACHE(true, () -> new CaffeineJCachePeer()),
    /** Caffeine by its own API, references on the heap. */
    CAFFEINE(true, () -> new CaffeinePeer()),
    /** The JCache of cache2k, references on the heap. */
    CACHE2K_JCACHE(true, () -> new Cache2kPeer()),
    /** No cache, but the least that one off the heap has to do: what none can go below. */
    BARE(false, () -> new BarePeer()),
    /** No cache at all: what the machine and the measuring itself cost. */
    CONTROL(false, () -> new ControlPeer());

    /** Less capacity than this is refused by some. */
    public static final long LEAST_BYTES = 8L << 20;

    private static final long ROOM = 512L << 20;
    private static final String TO_ALL = "=ALL-UNNAMED";

    private final boolean onHeap;
    private final Supplier<Peer> peer;
    private final List<String> flags = new ArrayList<>();

    @SafeVarargs
    PeerKind(boolean onHeap, Supplier<Peer> peer, List<String>... flags) {
        this.onHeap = onHeap;
        this.peer = peer;
        for (List<String> some : flags) {
            this.flags.addAll(some);
        }
    }

    private static List<String> exports(String... packages) {
        return all("--add-exports", packages);
    }

    private static List<String> opens(String... packages) {
        return all("--add-opens", packages);
    }

    private static List<String> all(String flag, String... packages) {
        List<String> flags = new ArrayList<>();
        for (String one : packages) {
            flags.add(flag + "=" + one + TO_ALL);
        }
        return flags;
    }

    /** Those that are compared unless somebody says otherwise; with hand-written serializers and by Java serialization only objects are of interest. */
    public static List<PeerKind> all() {
        return List.of(VARVE, EHCACHE, OHC_LINKED, OHC_CHUNKED, CHRONICLE_MAP, INFINISPAN, HAZELCAST, CAFFEINE_JCACHE, CAFFEINE, CACHE2K_JCACHE);
    }

    /** Those of {@link #all} that evict and expire. */
    public static List<PeerKind> allCaches() {
        return all().stream().filter(kind -> kind != CHRONICLE_MAP).toList();
    }

    /** Whether it can be told how many entries to keep. */
    public boolean countsEntries() {
        return onHeap || this == INFINISPAN;
    }

    /** As options and figures name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What opens it. */
    public Peer peer() {
        return peer.get();
    }

    /** MiB of heap that its JVM gets. */
    public long heapMib(Setup setup) {
        return (ROOM + (onHeap ? 2 * setup.capacityBytes() : 0)) >> 20;
    }

    /**
     * What its JVM needs: a heap of a fixed size, which has room for keys and requests and, if the entries are there, for twice the capacity, and is there from the
     * beginning (in a virtual machine the first touch of a page may cost as much as a dozen operations, whoever makes it); as much direct memory as its capacity and a
     * bit; and access to what it wants to see of the JDK.
     */
    List<String> jvmArguments(Setup setup) {
        long heap = heapMib(setup);
        List<String> arguments = new ArrayList<>(List.of("-Xms" + heap + "m", "-Xmx" + heap + "m", "-XX:+AlwaysPreTouch",
                "-XX:MaxDirectMemorySize=" + (setup.capacityBytes() + ROOM)));
        arguments.addAll(flags);
        return arguments;
    }
}
