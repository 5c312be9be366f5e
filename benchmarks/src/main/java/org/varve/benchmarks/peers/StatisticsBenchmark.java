package org.varve.benchmarks.peers;

import java.net.URI;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
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
import org.varve.config.StoreSettings;
import org.varve.config.VarveSettings;
import org.varve.jcache.VarveCacheManager;
import org.varve.jcache.VarveCachingProvider;

/**
 * What statistics cost: a get of 100 bytes through JCache with statistics and without. JMH runs all forks of one before those of the other; on a machine that
 * is not quiet, run it several times with one fork each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@State(Scope.Benchmark)
public class StatisticsBenchmark {
    private static final int VALUE_BYTES = 100;
    private static final long LEAST_CAPACITY = 64L << 20;
    private static final long CAPACITY_PER_ENTRY = 256;

    /** Whether hits and misses are counted. */
    @Param({"false", "true"})
    public boolean statistics;

    /** Entries, which all fit. */
    @Param("100000")
    public int entries;

    private VarveCacheManager manager;
    private Cache<Integer, byte[]> cache;

    /** Fills the cache. */
    @org.openjdk.jmh.annotations.Setup(Level.Trial)
    public void fill() {
        StoreSettings store = StoreSettings.builder().capacity(Long.toString(LEAST_CAPACITY + entries * CAPACITY_PER_ENTRY)).build();
        manager = new VarveCachingProvider().openCacheManager(URI.create("benchmark:statistics"), null, VarveSettings.builder().store(store).build());
        cache = manager.createCache("values", new MutableConfiguration<Integer, byte[]>().setTypes(Integer.class, byte[].class)
                .setStatisticsEnabled(statistics));
        for (int i = 0; i < entries; i++) {
            cache.put(i, new byte[VALUE_BYTES]);
        }
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        manager.close();
    }

    /** Each thread asks for other keys. */
    @State(Scope.Thread)
    public static class Keys {
        private final SplittableRandom random = new SplittableRandom(Thread.currentThread().getName().hashCode());
    }

    /** A get of an entry that is there. */
    @Benchmark
    public byte[] get(Keys keys) {
        return cache.get(keys.random.nextInt(entries));
    }
}
