package org.varve.benchmarks.measure;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command. */
public final class CommonOptions {
    @Option(names = "--out", paramLabel = "FILE", description = "Append the results to this file, one line of JSON per run.")
    public Path out;

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}")
    public long seed = 42;

    @Option(names = "--strict", description = "Exit with status 1 if a target was missed.")
    public boolean strict;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    public boolean help;
}
