package org.varve.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;

/** What the documents show can be used. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
    private static final Pattern HOCON = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL);

    @TempDir Path directory;

    private static String text(String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
    }

    private List<VarveSettings> shownIn(String document) throws IOException {
        List<VarveSettings> settings = new ArrayList<>();
        Matcher blocks = HOCON.matcher(text(document));
        while (blocks.find()) {
            URI file = Files.writeString(directory.resolve("shown.conf"), blocks.group(1)).toUri();
            VarveSettings shown = SettingsSources.read(file, URI.create("default"), getClass().getClassLoader(), new Properties());
            shown.check(shown.memory());
            settings.add(shown);
        }
        assertFalse(settings.isEmpty(), document);
        return settings;
    }

    @Test
    void theFilesThatAreShownCanBeUsed() throws IOException {
        VarveSettings first = shownIn("docs/configuration.md").get(0);
        assertEquals("512 MiB", first.store().capacity().toString());
        assertEquals(Set.of("com.acme.Country", "default-query-results-region", "default-update-timestamps-region"), first.declaredCaches());
        VarveConfiguration<Object, Object> order = first.configure("com.acme.Order", new MutableConfiguration<>());
        assertTrue(order.isStatisticsEnabled());
        assertEquals("queries", first.configure("default-query-results-region", new MutableConfiguration<>()).getStoreName());
        assertEquals("512 MiB", shownIn("README.md").get(0).store().capacity().toString());
        assertTrue(shownIn("docs/operations.md").get(0).configure("any", new MutableConfiguration<>()).isStatisticsEnabled());
        VarveSettings regions = shownIn("docs/hibernate.md").get(0);
        assertEquals("queries", regions.configure("default-query-results-region", new MutableConfiguration<>()).getStoreName());
        assertEquals(Duration.ETERNAL, expiry(regions, "default-update-timestamps-region").getExpiryForCreation());
    }

    @Test
    void whoComesFromAnotherCacheGetsWhatTheyHad() throws IOException {
        List<VarveSettings> shown = shownIn("docs/migration.md");
        assertEquals(3, shown.size());
        ExpiryPolicy timeToLive = expiry(shown.get(0), "com.acme.Country");
        assertEquals(minutes(10), timeToLive.getExpiryForCreation());
        assertEquals(minutes(10), timeToLive.getExpiryForUpdate());
        assertNull(timeToLive.getExpiryForAccess());
        ExpiryPolicy timeToIdle = expiry(shown.get(0), "com.acme.short.Token");
        assertEquals(timeToIdle.getExpiryForCreation(), timeToIdle.getExpiryForAccess());
        assertEquals(timeToIdle.getExpiryForCreation(), timeToIdle.getExpiryForUpdate());

        assertEquals(minutes(10), expiry(shown.get(1), "orders").getExpiryForCreation());
        assertEquals("64 MiB", shown.get(1).configure("orders", new MutableConfiguration<>()).getOwnStore().capacity().toString());

        assertEquals(minutes(10), expiry(shown.get(2), "names").getExpiryForUpdate());
        assertTrue(shown.get(2).configure("names", new MutableConfiguration<>()).isStatisticsEnabled());
    }

    private static ExpiryPolicy expiry(VarveSettings settings, String cache) {
        return settings.configure(cache, new MutableConfiguration<>()).getExpiryPolicyFactory().create();
    }

    private static Duration minutes(int minutes) {
        return new Duration(TimeUnit.MINUTES, minutes);
    }

    @Test
    void statisticsCanBeTurnedOnByTheProperty() throws IOException {
        String property = "varve.caches.*.statistics";
        assertTrue(text("docs/operations.md").contains("`" + property + " = on`"));
        Properties properties = new Properties();
        properties.setProperty(property, "on");
        VarveSettings settings = SettingsSources.read(URI.create("default"), URI.create("default"), getClass().getClassLoader(), properties);
        assertTrue(settings.configure("any", new MutableConfiguration<>()).isStatisticsEnabled());
    }

    /** The version that users are told to add is the one that the build tests with. */
    @Test
    void theLibrarysVersionIsTheOneOfTheBuild() throws IOException {
        Matcher pinned = Pattern.compile("<typesafe-config.version>(.*?)</").matcher(text("pom.xml"));
        assertTrue(pinned.find());
        assertTrue(text("docs/configuration.md").contains("<artifactId>config</artifactId>\n  <version>" + pinned.group(1) + "</version>"));
    }
}
