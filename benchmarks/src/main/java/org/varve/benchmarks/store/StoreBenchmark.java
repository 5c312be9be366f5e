package org.varve.benchmarks.store;

import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.varve.store.BareGet;

/**
 * Operations on a store whose entries are chosen at random. Those that get return the value in an array of its own, so allocation per operation
 * ({@code -prof gc}) should be that array; {@code getReused} and {@code put} should allocate nothing. Threads: {@code -t}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class StoreBenchmark {
    private static final long MOST_PAYLOAD = 2L << 30;
    private static final int PERCENT = 100;
    private static final int MOSTLY_GETS = 95;

    /** The store, shared by all threads. */
    @State(Scope.Benchmark)
    public static class Shared {
        /** Hot: a million entries. Cold: ten million, or as many as have 2 GiB. */
        @Param({"1000000", "10000000"})
        public int entries;

        /** Bytes of a value. */
        @Param({"100", "1024"})
        public int valueBytes;

        private FilledStore filled;

        /** Fills the store. */
        @Setup(Level.Trial)
        public void fill() {
            filled = new FilledStore(entries, valueBytes, MOST_PAYLOAD);
        }

        /** Gives the memory back. */
        @TearDown(Level.Trial)
        public void close() {
            filled.close();
        }
    }

    /** What a thread uses over and over. */
    @State(Scope.Thread)
    public static class PerThread {
        private final byte[] key = new byte[FilledStore.KEYS.bytes()];
        private StoreClient client;
        private BareGet bare;
        private byte[] value;
        private SplittableRandom random;
        private long entries;

        /** Each thread has random numbers of its own. */
        @Setup(Level.Trial)
        public void prepare(Shared shared) {
            client = shared.filled.client();
            bare = new BareGet(shared.filled.store());
            value = new byte[shared.valueBytes];
            random = new SplittableRandom(Thread.currentThread().getName().hashCode());
            entries = shared.filled.entries();
        }

        private long next() {
            return random.nextLong(entries);
        }
    }

    /** A get with an array for the value. */
    @Benchmark
    public byte[] get(PerThread thread) {
        return getArray(thread);
    }

    /** A get into a buffer that is used again. */
    @Benchmark
    public int getReused(PerThread thread) {
        return thread.client.get(thread.next()) ? thread.client.buffer().length() : -1;
    }

    /** The least that {@link #get} can cost. */
    @Benchmark
    public byte[] bareGet(PerThread thread) {
        FilledStore.KEYS.encode(thread.next(), thread.key);
        return Arrays.copyOf(thread.value, thread.bare.get(thread.key, thread.key.length, thread.value));
    }

    /** An overwrite. */
    @Benchmark
    public void put(PerThread thread, Shared shared) {
        thread.client.put(thread.next(), shared.valueBytes);
    }

    /** 95 gets to 5 overwrites. */
    @Benchmark
    public byte[] mixed95(PerThread thread, Shared shared) {
        return mixed(thread, shared, MOSTLY_GETS);
    }

    /** As many gets as overwrites. */
    @Benchmark
    public byte[] mixed50(PerThread thread, Shared shared) {
        return mixed(thread, shared, PERCENT / 2);
    }

    private static byte[] mixed(PerThread thread, Shared shared, int gets) {
        if (thread.random.nextInt(PERCENT) < gets) {
            return getArray(thread);
        }
        thread.client.put(thread.next(), shared.valueBytes);
        return null;
    }

    private static byte[] getArray(PerThread thread) {
        return thread.client.get(thread.next()) ? Arrays.copyOf(thread.client.buffer().bytes(), thread.client.buffer().length()) : null;
    }
}
