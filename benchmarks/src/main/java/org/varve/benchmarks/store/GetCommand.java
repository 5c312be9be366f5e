package org.varve.benchmarks.store;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.varve.benchmarks.measure.Allocation;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Loop;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Rounds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a get costs, next to the bare cost of scanning its bucket and copying its record in the same memory. */
@Command(name = "get", description = "A get against the bare cost of scanning a bucket and copying the record; allocation per get.")
public final class GetCommand implements Callable<Integer> {
    private static final double RATIO_BOUND = 2.5;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int CACHED = 1000;
    /** Bytes per operation; the thread's own counter is read in steps. */
    private static final double ALLOCATION_SLACK = 0.5;

    @Mixin private CommonOptions common;

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 1_000_000;

    @Option(names = "--value", description = "Bytes of a value. Default: ${DEFAULT-VALUE}")
    private int valueBytes = 100;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 9;

    @Option(names = "--millis", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private long millis = 500;

    private Result result;

    @Override
    public Integer call() {
        result = new Result("store get", common, System.out).with("value_bytes", valueBytes).with("rounds", rounds).with("millis", millis);
        try (FilledStore filled = new FilledStore(entries, valueBytes, Long.MAX_VALUE)) {
            result.with("entries", filled.entries()).with("memory", filled.store().memoryAccess());
            double ratio = compare(new Loops(filled, filled.entries(), common.seed), "");
            double cached = compare(new Loops(filled, CACHED, common.seed), "cached_");
            result.with("cached_get_per_bare", cached).atMost("get_per_bare", ratio, RATIO_BOUND);
            allocation(new Loops(filled, filled.entries(), common.seed));
        }
        return result.finish();
    }

    /** Returns how many times the bare cost a get is, without what choosing an entry and writing its key costs in both. */
    private double compare(Loops loops, String prefix) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        Rounds measured = new Rounds();
        Loop[] all = {loops.keys(), loops.bare(), loops.get(), loops.bareArray(), loops.getArray()};
        String[] names = {"keys", "bare", "get", "bare_array", "get_array"};
        for (int i = 0; i < all.length; i++) {
            Loop loop = all[i];
            measured.add(names[i], () -> loop.run(nanos));
        }
        measured.run(WARM_UP_ROUNDS, rounds);
        for (String name : names) {
            result.with(prefix + name + "_ns", measured.median(name));
        }
        result.with(prefix + "get_per_bare_keys_included", measured.ratio("get", "bare", null));
        result.with(prefix + "get_array_per_bare_array", measured.ratio("get_array", "bare_array", "keys"));
        return measured.ratio("get", "bare", "keys");
    }

    private void allocation(Loops loops) {
        double array = Allocation.perOperation(loops.bareArray());
        result.with("allocated_bytes_bare_array", array).with("allocated_bytes_get_reused", Allocation.perOperation(loops.get()))
                .with("allocated_bytes_put", Allocation.perOperation(loops.put()))
                .atMost("allocated_bytes_get_array", Allocation.perOperation(loops.getArray()), array + ALLOCATION_SLACK);
    }
}
