package org.varve.benchmarks.store;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
    @Option(names = "--out", paramLabel = "FILE", description = "Append the results to this file, one line of JSON per run.")
    Path out;

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}")
    long seed = 42;

    @Option(names = "--strict", description = "Exit with status 1 if a target was missed.")
    boolean strict;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    boolean help;
}
