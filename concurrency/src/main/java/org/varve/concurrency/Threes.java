package org.varve.concurrency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress and judges what it found: models and real classes must show nothing forbidden, controls must show
 * the outcome for whose sake they are there. Everything else fails the run, a protocol that lacks one of the three included.
 */
public final class Threes {
    private static final String MODEL = "Model";
    private static final String REAL = "Real";
    private static final String CONTROL = "Control";

    private final List<String> faults = new ArrayList<>();
    private final SortedMap<String, Integer> passed = new TreeMap<>();

    private Threes() {
    }

    /**
     * @param args the directory for reports, then the arguments of jcstress
     */
    public static void main(String[] args) throws Exception {
        Path reports = Files.createDirectories(Path.of(args[0]));
        List<String> arguments = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        arguments.addAll(List.of("-r", reports.toString()));
        Options options = new Options(arguments.toArray(new String[0]));
        if (!options.parse()) {
            System.exit(1);
        }
        JCStress jcstress = new JCStress(options);
        SortedSet<String> wanted = jcstress.getTests();
        try {
            jcstress.run();
        } catch (AssertionError failed) {
            // It says so of tests with forbidden outcomes or errors; which, follows from the results.
            System.out.println("jcstress has found failures");
        }
        Threes threes = new Threes();
        threes.judge(wanted, resultsOf(reports, options.getResultFile()));
        System.out.flush();
        threes.report();
        System.exit(threes.faults.isEmpty() ? 0 : 1);
    }

    private static Collection<TestResult> resultsOf(Path reports, String file) throws IOException, ClassNotFoundException {
        Path results = Files.exists(Path.of(file)) ? Path.of(file) : reports.resolve(file);
        InProcessCollector collector = new InProcessCollector();
        DiskReadCollector reader = new DiskReadCollector(results.toString(), collector);
        try {
            reader.dump();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            reader.close();
        }
        Files.deleteIfExists(results);
        return collector.getTestResults();
    }

    private void judge(SortedSet<String> wanted, Collection<TestResult> results) {
        SortedMap<String, SortedSet<String>> protocols = new TreeMap<>();
        for (String test : wanted) {
            int dot = test.lastIndexOf('.');
            protocols.computeIfAbsent(test.substring(0, dot), p -> new TreeSet<>()).add(test.substring(dot + 1));
            judgeTest(test, test.substring(dot + 1), results.stream().filter(result -> result.getName().equals(test)).toList());
        }
        protocols.forEach((protocol, kinds) -> {
            if (!kinds.equals(new TreeSet<>(List.of(MODEL, REAL, CONTROL)))) {
                faults.add(protocol + " consists of " + kinds);
            }
        });
        if (wanted.isEmpty()) {
            faults.add("no test was run");
        }
    }

    private void judgeTest(String test, String kind, List<TestResult> results) {
        TestInfo info = TestList.getInfo(test);
        long bad = 0;
        long interesting = 0;
        long samples = 0;
        SortedMap<String, Long> counts = new TreeMap<>();
        int before = faults.size();
        for (TestResult result : results) {
            if (result.status() != Status.NORMAL) {
                faults.add(test + ": " + result.status() + " " + result.getMessages());
            }
            for (String outcome : result.getStateKeys()) {
                long count = result.getCount(outcome);
                Expect expected = expectation(info, outcome);
                samples += count;
                bad += expected == Expect.FORBIDDEN || expected == Expect.UNKNOWN ? count : 0;
                interesting += expected == Expect.ACCEPTABLE_INTERESTING ? count : 0;
                counts.merge(outcome, count, Long::sum);
            }
        }
        if (samples == 0) {
            faults.add(test + ": has not run");
        }
        if (bad > 0) {
            faults.add(test + ": a forbidden outcome in " + bad + " of " + samples + " runs");
        }
        if (kind.equals(CONTROL) && interesting == 0) {
            faults.add(test + ": does not fail, so this machine shows nothing about its protocol");
        }
        passed.merge(kind, faults.size() == before ? 1 : 0, Integer::sum);
        System.out.println("  " + test + " " + counts);
    }

    private static Expect expectation(TestInfo info, String outcome) {
        for (StateCase each : info.cases()) {
            if (each.matchesExactly(outcome)) {
                return each.expect();
            }
        }
        for (StateCase each : info.cases()) {
            if (each.matches(outcome)) {
                return each.expect();
            }
        }
        return info.unmatched().expect();
    }

    private void report() {
        faults.forEach(System.out::println);
        System.out.println((faults.isEmpty() ? "jcstress: " : "jcstress FAILED: ") + passed.getOrDefault(MODEL, 0) + " models ok, "
                + passed.getOrDefault(REAL, 0) + " real ok, " + passed.getOrDefault(CONTROL, 0) + " controls failed as they must");
    }
}
