package org.varve.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plots, and one page with all of them, of result files. */
@Command(name = "report", description = "Makes an SVG plot of each figure in result files, and a page of HTML with all of them.")
public final class ReportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Result files that commands have written.")
    private List<Path> files;

    @Option(names = "--plots", paramLabel = "DIRECTORY", description = "Where the plots go. Default: ${DEFAULT-VALUE}")
    private Path plots = Path.of("results", "plots");

    @Option(names = "--html", paramLabel = "FILE", description = "The page. Default: ${DEFAULT-VALUE}")
    private Path html = Path.of("results", "report.html");

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    private boolean help;

    @Override
    public Integer call() throws IOException {
        // By name, so that the order of the arguments does not matter.
        Map<String, ResultFile> read = new TreeMap<>();
        for (Path file : files) {
            try {
                if (read.put(file.getFileName().toString(), ResultFile.read(file)) != null) {
                    throw new CommandLine.ParameterException(spec.commandLine(), "two files are named " + file.getFileName() + "; rename one");
                }
            } catch (IOException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), "cannot be read: " + e, e);
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (ResultFile file : read.values()) {
            List<Figure> made = Figures.of(file);
            if (made.isEmpty()) {
                spec.commandLine().getOut().println(file.name() + ": no figure for " + file.command());
            }
            figures.addAll(made);
        }
        Files.createDirectories(plots);
        for (Figure figure : figures) {
            Files.writeString(plots.resolve(figure.id() + ".svg"), figure.svg());
        }
        if (html.toAbsolutePath().getParent() != null) {
            Files.createDirectories(html.toAbsolutePath().getParent());
        }
        Files.writeString(html, HtmlReport.of(figures));
        spec.commandLine().getOut().println(figures.size() + " figures in " + plots + " and " + html);
        return 0;
    }
}
