package org.varve.examples.hibernate;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.hibernate.SessionFactory;
import org.varve.examples.hibernate.data.CldrNames;
import org.varve.examples.hibernate.data.CldrNames.LocaleNames;
import org.varve.examples.hibernate.data.NameLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes the CLDR names of this JDK to the database. It is a program of its own because the JDK keeps much of what it
 * looked up, which would blur the heap figures of the runs.
 */
@Command(
        name = "name-import",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Writes the CLDR names of this JDK to an H2 database, unless it has them already.")
public final class NameImport implements Callable<Integer> {

    static final Path DEFAULT_FILE = Path.of("target", "names");

    @Option(names = "--database", description = "file to write")
    private Path file = DEFAULT_FILE;

    public static void main(String[] args) {
        System.exit(new CommandLine(new NameImport()).execute(args));
    }

    @Override
    public Integer call() {
        CldrNames source = CldrNames.ofAllLocales();
        try (NameDatabase database = new NameDatabase(file); SessionFactory factory = database.withSchema()) {
            NameLoader loader = new NameLoader(factory);
            if (loader.localeCount() != source.localeCount()) {
                List<LocaleNames> names = source.read(progress("reading the JDK's locales", source));
                loader.load(source.concepts(), names, progress("writing them to H2", source));
            }
            System.out.printf("%n  The database has %,d names in %,d locales.%n", loader.nameCount(), loader.localeCount());
        }
        return 0;
    }

    private static IntConsumer progress(String stage, CldrNames source) {
        Progress progress = Progress.of(stage, source.localeCount());
        LongAdder done = new LongAdder();
        return locales -> {
            done.add(locales);
            progress.show(done.sum());
        };
    }
}
