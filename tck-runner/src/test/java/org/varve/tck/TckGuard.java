package org.varve.tck;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Fails the build unless a run of the TCK was the whole TCK, passed, against the packaged provider.
 *
 * <p>Surefire alone would let a shrunken run through: a test that a rule excludes counts as passed, and a test class
 * that is not found counts as nothing.
 */
public final class TckGuard {

    /** What can be run of {@code cache-tests} 1.1.1. */
    enum Part {
        /** All test methods apart from the package about annotations. */
        CORE("TCK: ", 479) {
            @Override
            Set<String> exclusions() throws IOException {
                return expectedExclusions();
            }
        },
        /** The test methods of the package about annotations. */
        ANNOTATIONS("TCK: annotations: ", 12) {
            @Override
            Set<String> exclusions() {
                return Set.of();
            }
        };

        private final String name;
        private final int tests;

        Part(String name, int tests) {
            this.name = name;
            this.tests = tests;
        }

        /** How many test methods it has. */
        int tests() {
            return tests;
        }

        /** Those that exclude themselves. */
        abstract Set<String> exclusions() throws IOException;
    }

    private static final String EXCLUDED_TESTS = "/excluded-tests.txt";

    private TckGuard() {}

    /**
     * Checks one run.
     *
     * @param arguments the name of a {@link Part}, the directory of Surefire's reports, then words to name the run by
     * @throws IOException when a report is missing or cannot be read
     * @throws IllegalStateException when the run is not the expected one; the message says in what
     */
    public static void main(String[] arguments) throws IOException {
        Part part = Part.valueOf(arguments[0]);
        TckReport report = TckReport.read(Path.of(arguments[1]));
        System.out.println(summary(part, report, List.of(arguments).subList(2, arguments.length)));
        check(part, report);
    }

    static void check(Part part, TckReport report) throws IOException {
        List<String> objections = objections(part, report);
        if (!objections.isEmpty()) {
            throw new IllegalStateException(part.name + String.join("; ", objections));
        }
    }

    static String summary(Part part, TckReport report, List<String> nameOfRun) {
        var line = "%s%d run, %d failures, %d errors, %d skipped, %d excluded".formatted(
                part.name, report.run(), report.failures(), report.errors(), report.skipped(), report.excluded().size());
        var where = new ArrayList<String>();
        for (String version : new TreeSet<>(report.javaVersions())) {
            where.add("Java " + version);
        }
        where.addAll(nameOfRun);
        return line + " (" + String.join(", ", where) + ")";
    }

    static List<String> objections(Part part, TckReport report) throws IOException {
        Set<String> expectedExclusions = part.exclusions();
        var objections = new ArrayList<String>();
        expect(part.tests, report.run(), "run", objections);
        expect(0, report.failures(), "failed", objections);
        expect(0, report.errors(), "ended in errors", objections);
        expect(0, report.skipped(), "skipped", objections);
        expect(expectedExclusions.size(), report.excluded().size(), "excluded", objections);

        var missing = new TreeSet<>(expectedExclusions);
        report.excluded().forEach(missing::remove);
        if (!missing.isEmpty()) {
            objections.add("not excluded as expected: " + missing);
        }
        var unexpected = new TreeSet<>(report.excluded());
        unexpected.removeAll(expectedExclusions);
        if (!unexpected.isEmpty()) {
            objections.add("excluded unexpectedly: " + unexpected);
        }
        if (!report.classPaths().stream().allMatch(TckGuard::holdsPackagedProvider)) {
            objections.add("not run against the packaged provider");
        }
        return objections;
    }

    private static void expect(int expected, int actual, String what, List<String> objections) {
        if (expected != actual) {
            objections.add("%d %s instead of %d".formatted(actual, what, expected));
        }
    }

    private static boolean holdsPackagedProvider(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(element -> new File(element).getName())
                .anyMatch(name -> name.startsWith("varve-jcache-") && name.endsWith(".jar"));
    }

    static Set<String> expectedExclusions() throws IOException {
        try (InputStream in = TckGuard.class.getResourceAsStream(EXCLUDED_TESTS);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var names = new TreeSet<String>();
            reader.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(names::add);
            return names;
        }
    }
}
