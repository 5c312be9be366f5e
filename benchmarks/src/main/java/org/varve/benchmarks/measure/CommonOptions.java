package org.varve.benchmarks.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command. */
public final class CommonOptions {
    /** Directories in arguments: they belong to a machine, not to a result. */
    private static final String DIRECTORIES = "(?<![\\w.-])[\\w.~-]*/(?:[\\w.-]+/)*";

    @Spec(Spec.Target.MIXEE) private CommandSpec command;

    @Option(names = "--out", paramLabel = "FILE", description = "The result file to write, which must not exist. Default: results/COMMAND-TIME.json")
    public Path out;

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}")
    public long seed = 42;

    @Option(names = "--strict", description = "Exit with status 1 if a target was missed.")
    public boolean strict;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    public boolean help;

    /** The arguments that the program was started with, without the directories of files. */
    List<String> arguments() {
        CommandLine.ParseResult parsed = command == null ? null : command.root().commandLine().getParseResult();
        return parsed == null ? List.of() : parsed.originalArgs().stream().map(CommonOptions::withoutDirectories).toList();
    }

    /** What is left of an argument or flag when directories are taken out of it. */
    public static String withoutDirectories(String argument) {
        return argument.replaceAll(DIRECTORIES, "");
    }

    /** Before anything is measured: the result must find its place. */
    void check() {
        if (out != null && Files.exists(out)) {
            throw wrong("--out: " + out + " exists already; name a file that does not, or remove it");
        }
    }

    /** Tells of an argument that cannot be. */
    public RuntimeException wrong(String message) {
        return command == null ? new IllegalArgumentException(message) : new CommandLine.ParameterException(command.commandLine(), message);
    }
}
