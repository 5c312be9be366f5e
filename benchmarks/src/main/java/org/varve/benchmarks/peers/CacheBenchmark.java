package org.varve.benchmarks.peers;

import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.varve.benchmarks.values.ValueKind;

/**
 * Operations of one cache at a time; the commands {@code encoding} and {@code throughput} let them take turns. Allocation per operation: {@code -prof gc},
 * threads: {@code -t}. Caches and values that are not among the defaults can be named.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:MaxDirectMemorySize=4g"})
@State(Scope.Benchmark)
public class CacheBenchmark {
    private static final long LEAST_CAPACITY = 64L << 20;
    private static final long CAPACITY_PER_ENTRY = 4_096;
    private static final long SEED = 42;
    private static final int PERCENT = 100;

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
    @org.openjdk.jmh.annotations.Setup(Level.Trial)
    public void fill() throws Exception {
        filled = new FilledPeer(cache, Setup.withRoom(values, entries, LEAST_CAPACITY + entries * CAPACITY_PER_ENTRY), SEED);
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
        private SplittableRandom random;

        /** Each thread has requests of its own. */
        @org.openjdk.jmh.annotations.Setup(Level.Trial)
        public void prepare(CacheBenchmark benchmark) {
            client = benchmark.filled.client();
            random = new SplittableRandom(SEED);
        }

        private Object mixed(Mix mix) {
            if (random.nextInt(PERCENT) < mix.gets()) {
                return client.get();
            }
            client.put();
            return null;
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

    /** 95 gets to 5 overwrites. */
    @Benchmark
    public Object mixed95(Requests requests) {
        return requests.mixed(Mix.MIXED_95);
    }

    /** As many gets as overwrites. */
    @Benchmark
    public Object mixed50(Requests requests) {
        return requests.mixed(Mix.MIXED_50);
    }
}
