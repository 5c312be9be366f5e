package org.varve.benchmarks;

import java.util.Arrays;
import org.varve.benchmarks.compare.ChurnCommand;
import org.varve.benchmarks.compare.DensityCommand;
import org.varve.benchmarks.compare.ExpiryCommand;
import org.varve.benchmarks.compare.GcCommand;
import org.varve.benchmarks.compare.HitRatioCommand;
import org.varve.benchmarks.compare.LatencyCommand;
import org.varve.benchmarks.compare.ThroughputCommand;
import org.varve.benchmarks.encoding.EncodingCommand;
import org.varve.benchmarks.peers.StatisticsCommand;
import org.varve.benchmarks.report.ReportCommand;
import org.varve.benchmarks.store.StoreCommands;
import org.varve.benchmarks.ycsb.YcsbCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one measurement; {@code help} lists them. {@code jmh} hands the rest of the arguments to JMH. */
@Command(name = "benchmarks", description = {"Measures Varve, alone and beside other caches.", "Each command writes one result file; report makes plots of them."},
        subcommands = {CommandLine.HelpCommand.class, ThroughputCommand.class, LatencyCommand.class, DensityCommand.class, HitRatioCommand.class, GcCommand.class, ChurnCommand.class, ExpiryCommand.class, YcsbCommand.class,
            EncodingCommand.class, StatisticsCommand.class, StoreCommands.class, ReportCommand.class},
        footer = {"", "jmh ARGUMENTS: runs JMH, for instance: jmh StoreBenchmark.get -t 2 -prof gc"})
public final class Benchmarks {
    private Benchmarks() {
    }

    /** The command line; made anew for every use, because commands keep their options. */
    public static CommandLine commandLine() {
        return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /**
     * Runs a command and ends the JVM: status 0 if it ran, 1 if it failed or missed a target under {@code --strict}, 2 for arguments that it does not know.
     *
     * @throws java.io.IOException if JMH cannot write its results
     */
    public static void main(String[] args) throws java.io.IOException {
        if (args.length > 0 && args[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
        } else {
            System.exit(commandLine().execute(args));
        }
    }
}
