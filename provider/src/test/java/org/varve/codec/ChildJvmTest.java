package org.varve.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What depends on how a JVM has been started. */
class ChildJvmTest {
    /** Encodes and decodes a few objects and tells how each fared. */
    static final class Program {
        private Program() {
        }

        public static void main(String[] arguments) {
            System.out.println("java.sql " + ModuleLayer.boot().findModule("java.sql").isPresent());
            for (Object object : List.of("text", 5L, new java.util.Date(7), new ArrayList<>(List.of(1, 2)), new Vector<>(List.of(3)))) {
                String outcome;
                try {
                    outcome = object.equals(Encodings.decode(Encodings.encode(object))) ? "same" : "different";
                } catch (CodecException refused) {
                    outcome = "refused";
                }
                System.out.println(object.getClass().getSimpleName() + " " + outcome);
            }
        }
    }

    @Test
    void theModuleOfSqlTypesMayBeAbsent() throws Exception {
        assertEquals(List.of("java.sql false", "String same", "Long same", "Date same", "ArrayList same", "Vector same"),
                run("--limit-modules", "java.base"));
    }

    @Test
    void theFilterOfTheWholeJvmIsObeyed() throws Exception {
        assertEquals(List.of("java.sql true", "String same", "Long same", "Date same", "ArrayList same", "Vector refused"),
                run("-Djdk.serialFilter=!java.util.Vector"));
    }

    private static List<String> run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-Xmx64m", "-cp", location(Codec.class) + File.pathSeparator + location(ChildJvmTest.class),
                Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return output.lines().toList();
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
