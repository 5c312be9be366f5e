package org.varve.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and methods stay short, and every package says what it is for. The limits may only be tightened. */
class SourceSizeTest {

    private static final Path MAIN = Path.of(System.getProperty("basedir", "."), "src", "main");

    @TempDir Path directory;

    @Test
    void filesAndMethodsAreShort() throws IOException {
        var objections = new ArrayList<String>();
        for (Path file : mainSources()) {
            objections.addAll(JavaSource.parse(file).objections());
        }
        assertEquals(List.of(), objections);
    }

    @Test
    void everyPackageIsDocumented() throws IOException {
        assertEquals(Set.of(), undocumentedPackages(MAIN.resolve("java")));
    }

    @Test
    void aLongFileIsRefused() throws IOException {
        String line = "\n// a line";
        assertEquals(List.of(), parse("class A {}" + line.repeat(499)).objections());
        assertRefused("has 501 lines", "class A {}" + line.repeat(500));
    }

    @Test
    void aLongMethodIsRefused() throws IOException {
        String line = "\n;";
        assertEquals(List.of(), parse("class A { void m() {" + line.repeat(69) + "} }").objections());
        assertRefused("m has 71 lines", "class A { void m() {" + line.repeat(70) + "} }");
        assertRefused("m has 71 lines", "class A { @Deprecated\nvoid m() {" + line.repeat(69) + "} }");
        assertRefused("<init> has 71 lines", "class A { A() {" + line.repeat(70) + "} }");
        assertRefused("initializer has 71 lines", "class A { static {" + line.repeat(70) + "} }");
        assertRefused("run has 71 lines",
                "class A { Object o = new Runnable() { public void run() {" + line.repeat(70) + "} }; }");
    }

    @Test
    void aPackageWithoutDocumentationIsFound() throws IOException {
        Path documented = Files.createDirectories(directory.resolve("a"));
        Files.createFile(documented.resolve("package-info.java"));
        Files.createFile(documented.resolve("A.java"));
        Files.createFile(Files.createDirectories(documented.resolve("b")).resolve("B.java"));
        assertEquals(Set.of(Path.of("a", "b")), undocumentedPackages(directory));
    }

    private void assertRefused(String objection, String text) throws IOException {
        List<String> objections = parse(text).objections();
        assertEquals(1, objections.size(), objections::toString);
        assertTrue(objections.get(0).contains(objection), objections::toString);
    }

    private JavaSource parse(String text) throws IOException {
        return JavaSource.parse(Files.writeString(directory.resolve("A.java"), text));
    }

    /** The newer tree only where the running JDK can parse it. */
    private static List<Path> mainSources() throws IOException {
        var files = new ArrayList<>(javaFiles(MAIN.resolve("java")));
        assertTrue(files.size() > 1, () -> "no sources in " + MAIN);
        Path newer = MAIN.resolve("java22");
        if (Runtime.version().feature() >= 22 && Files.exists(newer)) {
            files.addAll(javaFiles(newer));
        }
        return files;
    }

    private static Set<Path> undocumentedPackages(Path root) throws IOException {
        var undocumented = new TreeSet<Path>();
        for (Path file : javaFiles(root)) {
            if (Files.notExists(file.resolveSibling("package-info.java"))) {
                undocumented.add(root.relativize(file.getParent()));
            }
        }
        return undocumented;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
