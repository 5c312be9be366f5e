package org.varve.benchmarks.encoding;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.varve.benchmarks.peers.FilledPeer;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.values.ValueKind;

/**
 * {@code get} and {@code put} through JCache, of one cache at a time; the command {@code encoding} lets them take turns. Allocation per operation: {@code -prof gc}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:MaxDirectMemorySize=2g"})
@State(Scope.Benchmark)
public class EncodingBenchmark {
    private static final long LEAST_CAPACITY = 64L << 20;
    private static final long CAPACITY_PER_ENTRY = 4_096;
    private static final long SEED = 42;

    /** The cache. */
    @Param({"VARVE", "VARVE_JAVA", "EHCACHE", "EHCACHE_HAND_WRITTEN"})
    public PeerKind cache;

    /** What is in it. */
    @Param({"ORDER", "ENTRY", "STRING_100", "BYTES_100"})
    public ValueKind values;

    /** Entries, which all fit. */
    @Param("100000")
    public int entries;

    private FilledPeer filled;

    /** Fills the cache. */
    @Setup(Level.Trial)
    public void fill() throws Exception {
        filled = new FilledPeer(cache, new org.varve.benchmarks.peers.Setup(values, entries, LEAST_CAPACITY + entries * CAPACITY_PER_ENTRY), SEED);
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        filled.close();
    }

    /** One thread's requests. */
    @State(Scope.Thread)
    public static class Requests {
        private FilledPeer.Client client;

        /** Each thread has requests of its own. */
        @Setup(Level.Trial)
        public void prepare(EncodingBenchmark benchmark) {
            client = benchmark.filled.client();
        }
    }

    /** A get of an entry that is there. */
    @Benchmark
    public Object get(Requests requests) {
        return requests.client.get();
    }

    /** An overwrite. */
    @Benchmark
    public void put(Requests requests) {
        requests.client.put();
    }
}
