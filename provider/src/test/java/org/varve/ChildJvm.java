package org.varve;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a program of a test in a JVM of its own: one with other options, or with less on its class path. */
public final class ChildJvm {
    private ChildJvm() {
    }

    /** Where these classes come from, and nothing else. */
    public static String classPath(Class<?>... types) {
        return Stream.of(types).map(ChildJvm::location).distinct().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The directory or jar that a class comes from. */
    public static Path location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the program writes to its output and its error output, line by line. Fails if it does not end within a minute after that. */
    public static List<String> run(String classPath, Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = Stream.of(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), options.stream(),
                Stream.of("-cp", classPath, program.getName()), Stream.of(arguments)).flatMap(part -> part).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return output.lines().toList();
    }
}
