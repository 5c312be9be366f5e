package org.varve.benchmarks.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.varve.benchmarks.measure.CommonOptions;
import org.varve.benchmarks.measure.Loop;
import org.varve.benchmarks.measure.Result;
import org.varve.benchmarks.measure.Rounds;
import org.varve.benchmarks.measure.Throughput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What several threads achieve against one, next to what the machine allows them. */
@Command(name = "scaling", description = "Throughput of several threads against one: gets, puts, and as controls arithmetic and bare gets.")
public final class ScalingCommand implements Callable<Integer> {
    private static final double GET_BOUND = 1.8;
    private static final double PUT_BOUND = 1.6;
    private static final int WARM_UP_ROUNDS = 3;
    /** Of values that are put by turns, so that few are as long as what they replace. */
    private static final int LENGTHS = 16;
    /** Of the control that nothing but a busy machine can slow down. */
    private static final double LEAST_ALLOWED = 1.9;

    @Mixin private CommonOptions common;

    @Option(names = "--entries", description = "Default: ${DEFAULT-VALUE}")
    private int entries = 1_000_000;

    @Option(names = "--value", description = "Bytes of a value. Default: ${DEFAULT-VALUE}")
    private int valueBytes = 100;

    @Option(names = "--threads", description = "The targets are those of two. Default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
    private int rounds = 9;

    @Option(names = "--millis", description = "Length of a measurement. Default: ${DEFAULT-VALUE}")
    private long millis = 500;

    @Override
    public Integer call() {
        Result result = new Result("store scaling", common, System.out).with("value_bytes", valueBytes).with("threads", threads).with("rounds", rounds)
                .with("millis", millis);
        Rounds measured = new Rounds();
        try (FilledStore filled = new FilledStore(entries, valueBytes, Long.MAX_VALUE); Throughput throughput = new Throughput(threads)) {
            result.with("entries", filled.entries()).with("memory", filled.store().memoryAccess());
            IntFunction<Loops> loops = thread -> new Loops(filled, filled.entries(), common.seed + thread);
            add(measured, throughput, "arithmetic", thread -> loops.apply(thread).keys());
            add(measured, throughput, "get", thread -> loops.apply(thread).get());
            add(measured, throughput, "bare", thread -> loops.apply(thread).bare());
            measured.run(WARM_UP_ROUNDS, rounds);
            // Apart from the others: bare gets must not meet changes, and puts leave work for the background behind.
            Rounds puts = new Rounds();
            add(puts, throughput, "put", thread -> loops.apply(thread).put());
            puts.run(WARM_UP_ROUNDS, rounds);
            Rounds anew = new Rounds();
            add(anew, throughput, "put_anew", thread -> loops.apply(thread).put(Math.min(LENGTHS, valueBytes)));
            anew.run(WARM_UP_ROUNDS, rounds);
            show(result, measured, "arithmetic");
            show(result, measured, "bare");
            show(result, measured, "get");
            show(result, puts, "put");
            show(result, anew, "put_anew");
            double allowed = measured.ratio("arithmetic_many", "arithmetic_one", null);
            judge(result, "get_scaling", measured.ratio("get_many", "get_one", null), GET_BOUND, allowed);
            judge(result, "put_scaling", puts.ratio("put_many", "put_one", null), PUT_BOUND, allowed);
            judge(result, "put_anew_scaling", anew.ratio("put_anew_many", "put_anew_one", null), PUT_BOUND, allowed);
        }
        return result.finish();
    }

    private void judge(Result result, String name, double value, double bound, double allowed) {
        if (threads != 2) {
            result.with(name, value);
        } else if (allowed < LEAST_ALLOWED) {
            result.withoutVerdict(name, value, "the machine does not even let arithmetic run " + LEAST_ALLOWED + " times as fast on two threads");
        } else {
            result.atLeast(name, value, bound);
        }
    }

    private void add(Rounds measured, Throughput throughput, String name, IntFunction<Loop> loop) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        List<Loop> many = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            many.add(loop.apply(i));
        }
        measured.add(name + "_one", () -> throughput.run(many.subList(0, 1), nanos));
        measured.add(name + "_many", () -> throughput.run(many, nanos));
    }

    private static void show(Result result, Rounds measured, String name) {
        result.with(name + "_one_per_s", measured.median(name + "_one")).with(name + "_many_per_s", measured.median(name + "_many"))
                .with(name + "_ratio", measured.ratio(name + "_many", name + "_one", null));
    }
}
