package org.varve.benchmarks.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.varve.store.policy.FrequencySketch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a table of hit ratios in percent: a row per trace and capacity, a column per policy. */
@Command(name = "hitratio-simulation", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Simulates eviction over traces of keys: gzip-compressed files of little-endian 32-bit numbers.")
public final class HitRatio implements Callable<Integer> {
    /** The policies that can be asked for. */
    enum Policy {
        LRU, CAFFEINE, SLRU_LOG
    }

    /** How the size of a sketch follows from the nominal bytes per entry. */
    enum Rounding {
        NONE, POWER_OF_TWO
    }

    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE=CAPACITY[,CAPACITY...]", description = "Traces, and the capacities to simulate, in entries.")
    private List<String> traces;

    @Option(names = "--policies", split = ",", defaultValue = "LRU,CAFFEINE,SLRU_LOG", description = "${COMPLETION-CANDIDATES}; default: all.")
    private List<Policy> policies;

    @Option(names = "--segments", split = ",", defaultValue = "64,128", description = "Numbers of segments of SLRU-log; default: ${DEFAULT-VALUE}.")
    private List<Integer> segments;

    @Option(names = "--sketch-bytes", split = ",", defaultValue = "" + FrequencySketch.BYTES_PER_ENTRY,
            description = "Bytes of sketch per entry; default: ${DEFAULT-VALUE}.")
    private List<Double> sketchBytes;

    @Option(names = "--sketch-rounding", defaultValue = "NONE",
            description = "${COMPLETION-CANDIDATES}: whether a sketch is rounded up to a power of two. A store's is not; default: ${DEFAULT-VALUE}.")
    private Rounding rounding;

    @Option(names = "--growing-sketch", description = "The sketch grows while the cache fills, instead of being as large as a full cache wants it.")
    private boolean growingSketch;

    @Option(names = "--adaptive", description = "Main's share follows the requests, as in a store, instead of being what it is at first.")
    private boolean adaptive;

    @Option(names = "--slice", description = "How much of each of its two victims a contest decides about at once; default: all of it.")
    private long slice = Long.MAX_VALUE;

    @Option(names = "--sizes", paramLabel = "MIN-MAX", defaultValue = "1-1",
            description = "Sizes of the entries, spread over the logarithm between the two; capacities then are sums of sizes.")
    private String sizes;

    @Option(names = "--size-exponent", defaultValue = "1", description = "How much size counts against an entry; default: ${DEFAULT-VALUE}.")
    private double sizeExponent;

    @Option(names = "--seeds", split = ",", defaultValue = "42",
            description = "Seeds of SLRU-log's hashes and of its random admissions. Of several the mean is printed, then the least and the most.")
    private List<Long> seeds;

    /** Ends the JVM with status 0, 1 if a trace cannot be read, or 2 for impossible arguments. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new HitRatio()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException {
        Map<String, LongFunction<List<Simulation>>> columns = columns(parsedSizes());
        print("trace", "capacity", columns.keySet());
        print("---", "---:", columns.keySet().stream().map(any -> "---:").toList());
        for (String argument : traces) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2) {
                throw badArgument(argument);
            }
            Path file = Path.of(parts[0]);
            Trace trace = Trace.read(file);
            for (long capacity : capacities(argument, parts[1])) {
                List<String> ratios = new ArrayList<>();
                for (LongFunction<List<Simulation>> column : columns.values()) {
                    ratios.add(cell(trace, simulations(column, capacity)));
                }
                print(file.getFileName().toString(), Long.toString(capacity), ratios);
            }
        }
        return 0;
    }

    private static String cell(Trace trace, List<Simulation> simulations) {
        DoubleSummaryStatistics percent = simulations.stream().mapToDouble(one -> 100 * trace.ratio(one.hits(trace))).summaryStatistics();
        return percent.getCount() == 1
                ? String.format(Locale.ROOT, "%.2f", percent.getAverage())
                : String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", percent.getAverage(), percent.getMin(), percent.getMax());
    }

    private Map<String, LongFunction<List<Simulation>>> columns(Sizes of) {
        Map<String, LongFunction<List<Simulation>>> columns = new LinkedHashMap<>();
        if (policies.contains(Policy.LRU)) {
            columns.put("LRU", capacity -> List.of(new LruSimulation(capacity, of)));
        }
        if (policies.contains(Policy.CAFFEINE)) {
            columns.put("Caffeine", capacity -> List.of(new CaffeineSimulation(capacity, of)));
        }
        if (policies.contains(Policy.SLRU_LOG)) {
            for (double bytes : sketchBytes) {
                for (int count : segments) {
                    String title = "SLRU-log/" + count + ", " + (bytes % 1 == 0 ? Long.toString((long) bytes) : Double.toString(bytes)) + " B" + (adaptive ? ", adaptive" : "");
                    columns.put(title, capacity -> seeds.stream().<Simulation>map(seed -> new SlruLogSimulation(new SlruLogSimulation.Setup(
                            capacity, count, bytesPerEntry(capacity, bytes), growingSketch, slice, of, sizeExponent, adaptive, seed))).toList());
                }
            }
        }
        return columns;
    }

    /** What makes a sketch for {@code capacity} entries as large as the rounded one. */
    private double bytesPerEntry(long capacity, double nominal) {
        if (rounding == Rounding.NONE) {
            return nominal;
        }
        long bytes = (long) Math.ceil(capacity * nominal);
        return (double) Long.highestOneBit(2 * bytes - 1) / capacity;
    }

    private List<Simulation> simulations(LongFunction<List<Simulation>> column, long capacity) {
        try {
            return column.apply(capacity);
        } catch (IllegalArgumentException impossible) {
            throw new CommandLine.ParameterException(spec.commandLine(), impossible.getMessage(), impossible);
        }
    }

    private long[] capacities(String argument, String list) {
        try {
            return Arrays.stream(list.split(",")).mapToLong(Long::parseLong).toArray();
        } catch (NumberFormatException notANumber) {
            throw badArgument(argument);
        }
    }

    private Sizes parsedSizes() {
        try {
            String[] bounds = sizes.split("-", 2);
            return new Sizes(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[bounds.length - 1]));
        } catch (IllegalArgumentException impossible) {
            throw badArgument(sizes);
        }
    }

    private CommandLine.ParameterException badArgument(String argument) {
        return new CommandLine.ParameterException(spec.commandLine(), "cannot be understood: " + argument);
    }

    private void print(String trace, String capacity, Iterable<String> cells) {
        String row = String.join(" | ", cells);
        spec.commandLine().getOut().println("| " + trace + " | " + capacity + " | " + row + " |");
        spec.commandLine().getOut().flush();
    }
}
