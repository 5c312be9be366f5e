package org.varve.benchmarks.store;

import org.varve.benchmarks.trace.HitRatio;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements of Varve's store by itself, without JCache and without other caches. */
@Command(name = "store", description = "Measures the store by itself, below JCache: density, overhead, expiry, pause, get, scaling, hitratio, hitratio-simulation.",
        subcommands = {CommandLine.HelpCommand.class, DensityCommand.class, OverheadCommand.class, ExpiryCommand.class, PauseCommand.class, GetCommand.class,
            ScalingCommand.class, HitRatioCommand.class, HitRatio.class})
public final class StoreCommands implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which measurement of the store? See below.");
    }
}
