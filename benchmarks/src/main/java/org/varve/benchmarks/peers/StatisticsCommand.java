package org.varve.benchmarks.peers;

import java.net.URI;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Rounds;
import org.varve.config.StoreSettings;
import org.varve.config.VarveSettings;
import org.varve.jcache.VarveCacheManager;
import org.varve.jcache.VarveCachingProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What statistics cost a get: the same cache, with statistics and without in turns. */
@Command(name = "statistics", description = "A get through JCache with statistics against one without.")
public final class StatisticsCommand implements Callable<Integer> {
    private static final double RATIO_BOUND = 1.03;
    private static final int WARM_UP_PART = 4;
    private static final int CACHED = 1000;
    private static final int VALUE_BYTES = 100;
    private static final int GETS_PER_LOOK = 1000;
    private static final long LEAST_CAPACITY = 64L << 20;
    private static final long CAPACITY_PER_ENTRY = 256;

    @Mixin private CommonOptions common;

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 1_000_000;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 800;

    @Option(names = "--millis", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private long millis = 10;

    private Result result;
    private VarveCacheManager manager;
    private Cache<Integer, byte[]> cache;
    /** Keeps the gets from being optimised away. */
    private long bytes;

    @Override
    public Integer call() {
        result = new Result("statistics", common, System.out).with("entries", entries).with("value_bytes", VALUE_BYTES).with("rounds", rounds)
                .with("millis", millis);
        String capacity = Long.toString(LEAST_CAPACITY + entries * CAPACITY_PER_ENTRY);
        VarveSettings settings = VarveSettings.builder().store(StoreSettings.builder().capacity(capacity).build()).build();
        try (VarveCacheManager opened = new VarveCachingProvider().openCacheManager(URI.create("benchmark:statistics"), null, settings)) {
            manager = opened;
            cache = opened.createCache("values", new MutableConfiguration<Integer, byte[]>().setTypes(Integer.class, byte[].class));
            for (int i = 0; i < entries; i++) {
                cache.put(i, new byte[VALUE_BYTES]);
            }
            result.with("records", opened.storeFigures().records());
            double ratio = compare(entries, "");
            compare(Math.min(CACHED, entries), "cached_");
            result.atMost("counted_per_uncounted", ratio, RATIO_BOUND);
        }
        return result.finish();
    }

    private double compare(int among, String prefix) {
        SplittableRandom random = new SplittableRandom(common.seed);
        Rounds measured = new Rounds();
        measured.add("uncounted", () -> measure(false, among, random));
        measured.add("counted", () -> measure(true, among, random));
        measured.run(rounds / WARM_UP_PART, rounds);
        double ratio = measured.ratio("counted", "uncounted").median();
        result.with(prefix + "uncounted_ns", measured.median("uncounted")).with(prefix + "counted_ns", measured.median("counted"));
        if (!prefix.isEmpty()) {
            result.with(prefix + "counted_per_uncounted", ratio);
        }
        return ratio;
    }

    /** Nanoseconds per get. */
    private double measure(boolean counted, int among, SplittableRandom random) {
        manager.enableStatistics("values", counted);
        gets(GETS_PER_LOOK, among, random);
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        long count = 0;
        long now = start;
        while (now < end) {
            gets(GETS_PER_LOOK, among, random);
            count += GETS_PER_LOOK;
            now = System.nanoTime();
        }
        return (double) (now - start) / count;
    }

    private void gets(int count, int among, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            bytes += cache.get(random.nextInt(among)).length;
        }
    }
}
