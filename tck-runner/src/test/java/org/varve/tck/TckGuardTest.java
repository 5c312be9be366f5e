package org.varve.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The guard accepts the expected run only: every other outcome must be an objection. */
public class TckGuardTest {

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Path reports;

    @Test
    public void acceptsTheExpectedRun() throws IOException {
        writeRun(TckGuard.Part.CORE.tests(), 0, 0, 0, List.copyOf(TckGuard.expectedExclusions()));
        assertEquals(List.of(), objections());
        assertEquals("TCK: 479 run, 0 failures, 0 errors, 0 skipped, 13 excluded (Java 17.0.1, both flags)",
                TckGuard.summary(TckGuard.Part.CORE, TckReport.read(reports), List.of("both flags")));
    }

    /** Their line must not be taken for that of the whole TCK. */
    @Test
    public void knowsTheTestsOfAnnotations() throws IOException {
        writeRun(12, 0, 0, 0, List.of());
        TckReport report = TckReport.read(reports);
        assertEquals(List.of(), TckGuard.objections(TckGuard.Part.ANNOTATIONS, report));
        assertEquals("TCK: annotations: 12 run, 0 failures, 0 errors, 0 skipped, 0 excluded (Java 17.0.1, Spring)",
                TckGuard.summary(TckGuard.Part.ANNOTATIONS, report, List.of("Spring")));
        writeRun(12, 0, 0, 0, List.of("org.jsr107.tck.annotation.InterceptionUsingCacheConfigTest#test_AT_CacheResult"));
        assertEquals(2, TckGuard.objections(TckGuard.Part.ANNOTATIONS, TckReport.read(reports)).size());
    }

    @Test
    public void expectsThirteenExclusions() throws IOException {
        assertEquals(13, TckGuard.expectedExclusions().size());
    }

    @Test
    public void refusesAnyOtherCount() throws IOException {
        var exclusions = List.copyOf(TckGuard.expectedExclusions());
        writeRun(TckGuard.Part.CORE.tests() - 1, 0, 0, 0, exclusions);
        assertRefused("478 run");
        writeRun(TckGuard.Part.CORE.tests(), 1, 0, 0, exclusions);
        assertRefused("1 failed");
        writeRun(TckGuard.Part.CORE.tests(), 0, 1, 0, exclusions);
        assertRefused("1 ended in errors");
        writeRun(TckGuard.Part.CORE.tests(), 0, 0, 1, exclusions);
        assertRefused("1 skipped");
    }

    @Test
    public void refusesAMissingExclusion() throws IOException {
        var exclusions = List.copyOf(TckGuard.expectedExclusions());
        writeRun(TckGuard.Part.CORE.tests(), 0, 0, 0, exclusions.subList(1, 13));
        assertRefused("not excluded as expected: [" + exclusions.get(0) + "]");
    }

    @Test
    public void refusesAnotherExclusionInTheSameNumber() throws IOException {
        var exclusions = new ArrayList<>(TckGuard.expectedExclusions());
        exclusions.set(4, "org.jsr107.tck.CacheTest#unwrap");
        writeRun(TckGuard.Part.CORE.tests(), 0, 0, 0, exclusions);
        assertRefused("excluded unexpectedly: [org.jsr107.tck.CacheTest#unwrap]");
    }

    @Test
    public void refusesADirectoryOfClassesAsProvider() throws IOException {
        writeRun(TckGuard.Part.CORE.tests(), 0, 0, 0, List.copyOf(TckGuard.expectedExclusions()), "provider/target/classes");
        assertRefused("not run against the packaged provider");
    }

    @Test
    public void failsLoudlyWithoutReports() {
        Path absent = folder.getRoot().toPath().resolve("absent");
        assertThrows(NoSuchFileException.class, () -> TckGuard.main(new String[] {"CORE", absent.toString()}));
    }

    @Test
    public void failsTheBuildOnAnObjection() throws IOException {
        writeRun(12, 0, 0, 0, List.of());
        TckReport report = TckReport.read(reports);
        var failure = assertThrows(IllegalStateException.class, () -> TckGuard.check(TckGuard.Part.CORE, report));
        assertTrue(failure.getMessage(), failure.getMessage().contains("12 run instead of 479"));
    }

    private void assertRefused(String reason) throws IOException {
        String objections = String.join("; ", objections());
        assertTrue(objections, objections.contains(reason));
    }

    private List<String> objections() throws IOException {
        return TckGuard.objections(TckGuard.Part.CORE, TckReport.read(reports));
    }

    private void writeRun(int run, int failures, int errors, int skipped, List<String> exclusions) throws IOException {
        writeRun(run, failures, errors, skipped, exclusions, "repository/varve-jcache-0.1.0.jar");
    }

    /** Two test classes, so that sums are seen to be sums. */
    private void writeRun(
            int run, int failures, int errors, int skipped, List<String> exclusions, String provider) throws IOException {
        reports = folder.newFolder().toPath();
        writeSuite("A", run - 10, failures, 0, skipped, provider);
        writeSuite("B", 10, 0, errors, 0, provider);
        var output = new StringBuilder("provider=org.varve.jcache.VarveCachingProvider\n");
        for (String exclusion : exclusions) {
            String[] parts = exclusion.split("#");
            output.append("INFO: ===== EXCLUDING TEST '%s'\t'%s'.%n".formatted(parts[0], parts[1]));
        }
        Files.writeString(reports.resolve("A-output.txt"), output);
    }

    private void writeSuite(String name, int run, int failures, int errors, int skipped, String provider)
            throws IOException {
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="%s" tests="%d" errors="%d" skipped="%d" failures="%d">
                    <properties>
                        <property name="java.version" value="17.0.1"/>
                        <property name="surefire.test.class.path" value="%s"/>
                    </properties>
                </testsuite>
                """.formatted(name, run, errors, skipped, failures, "test-classes" + File.pathSeparator + provider));
    }
}
