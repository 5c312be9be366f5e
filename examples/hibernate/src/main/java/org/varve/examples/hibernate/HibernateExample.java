package org.varve.examples.hibernate;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.hibernate.SessionFactory;
import org.hibernate.Version;
import org.varve.examples.hibernate.load.LoadRun;
import org.varve.examples.hibernate.load.NameSample;
import org.varve.examples.hibernate.load.RunFigures;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one load twice, on Hibernate alone and on Hibernate with Varve, and reports what the cache was worth. */
@Command(
        name = "hibernate-example",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Reads and changes the imported names, with Hibernate alone and with Varve as its second-level"
                + " cache, and reports the difference.")
public final class HibernateExample implements Callable<Integer> {

    @Option(names = "--database", description = "file that the import made")
    private Path file = NameImport.DEFAULT_FILE;

    @Option(names = "--operations", description = "operations in each run")
    private int operations = 200_000;

    @Option(names = "--threads", description = "threads that perform them")
    private int threads = 4;

    @Option(names = "--updates", description = "share of updates, from 0 to 1")
    private double updates = 0.02;

    @Option(names = "--skew", description = "exponent of Zipf's law: 0 asks for all names alike")
    private double skew = 1.0;

    @Option(names = "--seed", description = "same seed, same operations")
    private long seed = 42;

    public static void main(String[] args) {
        System.exit(new CommandLine(new HibernateExample()).execute(args));
    }

    /** Returns the exit code: 0 if the cache showed no stale name. */
    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        System.out.printf("%n  Hibernate ORM %s on H2, Java %s%n", Version.getVersionString(), Runtime.version());
        System.out.printf(Locale.ROOT, "  %,d operations in each run, %d threads, %.1f %% updates%n%n",
                operations, threads, 100 * updates);
        try (NameDatabase database = new NameDatabase(file)) {
            Report report = measure(database);
            System.out.printf("%n%s%n", report);
            return report.varve().stale() == 0 ? 0 : 1;
        }
    }

    private Report measure(NameDatabase database) throws InterruptedException, ExecutionException {
        LoadRun.Plan plan = new LoadRun.Plan(operations, threads, updates, seed);
        NameSample names;
        RunFigures plain;
        try (SessionFactory factory = database.withoutCache()) {
            names = NameSample.ofAllNames(factory, skew, seed);
            warmUp(factory, names);
            plain = run(factory, names, plan, "without cache");
        }
        try (SessionFactory factory = database.withVarve()) {
            RunFigures varve = run(factory, names, plan, "with Varve");
            return new Report(plain, varve, VarveRegions.of(factory).storeFigures());
        }
    }

    /** Lets the compiler do its work before either run is timed. */
    private void warmUp(SessionFactory factory, NameSample names) throws InterruptedException, ExecutionException {
        LoadRun.Plan plan = new LoadRun.Plan(Math.max(1, operations / 10), threads, updates, seed - threads);
        run(factory, names, plan, "warming up");
    }

    private static RunFigures run(SessionFactory factory, NameSample names, LoadRun.Plan plan, String stage)
            throws InterruptedException, ExecutionException {
        Progress progress = Progress.of(stage + ", operations", plan.operations());
        return new LoadRun(factory, names, plan).run(progress::show);
    }
}
