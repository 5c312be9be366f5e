package org.varve.benchmarks;

import java.util.Arrays;
import org.varve.benchmarks.encoding.EncodingCommand;
import org.varve.benchmarks.peers.StatisticsCommand;
import org.varve.benchmarks.peers.ThroughputCommand;
import org.varve.benchmarks.store.DensityCommand;
import org.varve.benchmarks.store.ExpiryCommand;
import org.varve.benchmarks.store.GetCommand;
import org.varve.benchmarks.store.HitRatioCommand;
import org.varve.benchmarks.store.OverheadCommand;
import org.varve.benchmarks.store.PauseCommand;
import org.varve.benchmarks.store.ScalingCommand;
import org.varve.benchmarks.trace.HitRatio;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one measurement; {@code help} lists them. {@code jmh} hands the rest of the arguments to JMH. */
@Command(name = "benchmarks", description = "Measures what Varve promises.", subcommands = {CommandLine.HelpCommand.class, DensityCommand.class,
    OverheadCommand.class, ExpiryCommand.class, PauseCommand.class, GetCommand.class, ScalingCommand.class, HitRatioCommand.class, HitRatio.class,
    EncodingCommand.class, ThroughputCommand.class, StatisticsCommand.class},
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
