package org.varve.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What users notice of the packaged jar before they read a line of documentation. */
public class PackagedProviderCheck {

    private static final String SERVICE = "META-INF/services/javax.cache.spi.CachingProvider";

    private static final String FOREIGN_MEMORY = "META-INF/versions/22/org/varve/store/memory/ForeignMemory.class";

    private static final List<String> DENY_FLAGS =
            List.of("--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void isTheOnlyProviderAndAMultiReleaseJar() throws IOException {
        List<URL> services = Collections.list(getClass().getClassLoader().getResources(SERVICE));
        assertEquals(services.toString(), 1, services.size());
        try (JarFile jar = ((JarURLConnection) services.get(0).openConnection()).getJarFile()) {
            var attributes = jar.getManifest().getMainAttributes();
            assertEquals("true", attributes.getValue("Multi-Release"));
            assertEquals("org.varve.jcache", attributes.getValue("Automatic-Module-Name"));
            if (Runtime.version().feature() >= 22) {
                assertNotNull(FOREIGN_MEMORY, jar.getEntry(FOREIGN_MEMORY));
            }
        }
    }

    /** Surefire passes the JDK's own warnings through to the console, so they are looked for in a JVM of our own. */
    @Test
    public void runsWithoutFlagsAndWithoutAWarning() throws Exception {
        assertQuiet(List.of());
    }

    @Test
    public void runsWithWhatTheNewestJdkDenies() throws Exception {
        assertQuiet(Runtime.version().feature() >= 24 ? DENY_FLAGS : List.of());
    }

    private void assertQuiet(List<String> flags) throws Exception {
        Path output = folder.newFile().toPath();
        Path errors = folder.newFile().toPath();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path"), SmallApplication.class.getName()));
        var builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        // The JVM announces options that it takes from the environment, which is no warning of ours.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        String said = Files.readString(errors);
        assertEquals(said, 0, process.waitFor());
        assertEquals(SmallApplication.DONE, Files.readString(output).strip());
        assertFalse(said, said.contains("WARNING"));
    }
}
