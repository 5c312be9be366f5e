package org.varve.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.varve.codec.GraphMode;
import org.varve.config.StoreSettings;
import org.varve.config.VarveConfiguration;
import org.varve.config.VarveSettings;

/** The file that documents every setting says what the code does, and documents every setting. */
class ReferenceFileTest {
    private static final URL FILE = StoreSettings.class.getResource("reference.conf");

    private static Config file() {
        return ConfigFactory.parseURL(FILE);
    }

    private static VarveSettings settings() {
        return new SettingsReader(ReferenceFileTest.class.getClassLoader())
                .read(HoconFile.read(FILE, ReferenceFileTest.class.getClassLoader()));
    }

    @Test
    void itsValuesAreTheDefaults() {
        assertNotNull(FILE);
        VarveSettings written = settings();
        VarveSettings nothing = VarveSettings.builder().build();
        assertEquals(nothing.store(), written.store());
        assertEquals(nothing.stores(), written.stores());
        assertEquals(nothing.memory(), written.memory());
        assertEquals(Set.of("*"), written.templates().keySet());
        VarveConfiguration<Object, Object> bare = VarveConfiguration.builder().build();
        assertEquals(bare, written.configure("any", new MutableConfiguration<>()));
        assertEquals(bare, nothing.configure("any", new MutableConfiguration<>()));
    }

    /** That the comparison above can fail at each of its settings. */
    @Test
    void eachOfItsValuesCounts() {
        String text = file().root().render();
        assertTrue(text.length() > 500, text);
        Set<String> others = Set.of("floor=1", "ceiling=1", "key-type=java.lang.String", "value-type=java.lang.String", "expiry.creation=1s",
                "expiry.access=1s", "expiry.update=1s", "read-through=on", "loader-factory=" + SampleLoader.class.getName(), "write-through=on",
                "writer-factory=" + SampleWriter.class.getName(), "listeners.0=" + SampleListener.class.getName(), "statistics=on", "management=on",
                "key-serializer=" + SampleSerializer.class.getName(), "value-serializer=" + SampleSerializer.class.getName(), "serialized-limit=1",
                "graph-codec=java", "compression=1", "deserialization-filter=java.**", "store=other");
        VarveConfiguration<Object, Object> bare = VarveConfiguration.builder().build();
        Set<String> changed = new HashSet<>();
        for (String other : others) {
            Properties properties = new Properties();
            String[] nameAndValue = other.split("=");
            properties.setProperty("varve.caches.*." + nameAndValue[0], nameAndValue[1]);
            VarveSettings settings = new SettingsReader(getClass().getClassLoader()).read(PropertyTree.of(properties, "property", "varve."));
            assertFalse(bare.equals(settings.configure("any", new MutableConfiguration<>())), other);
            changed.add(nameAndValue[0].replaceFirst("\\..*", ""));
        }
        assertEquals(new HashSet<>(CacheKey.keys()), changed);
    }

    @Test
    void itHasEverySettingAndNoOther() {
        Config varve = file().getConfig("varve");
        assertEquals(Set.of("varve"), file().root().keySet());
        assertKeys(ManagerKey.keys(), varve.root());
        assertKeys(StoreKey.keys(), varve.getObject("store"));
        ConfigObject cache = varve.getObject("caches.\"*\"");
        assertKeys(CacheKey.keys(), cache);
        assertKeys(ExpiryKey.keys(), cache.toConfig().getObject("expiry"));
    }

    private static void assertKeys(List<String> known, ConfigObject written) {
        assertEquals(new HashSet<>(known), written.keySet());
    }

    /** Of a listener there is none by default, so its settings stand in the comment. */
    @Test
    void theSettingsOfListenersAreInTheComment() throws Exception {
        String text = new String(FILE.openStream().readAllBytes(), StandardCharsets.UTF_8);
        String example = text.lines().filter(line -> line.contains("{ class = ")).findFirst().orElseThrow();
        String object = example.substring(example.indexOf('{'));
        assertEquals(new HashSet<>(ListenerKey.keys()), ConfigFactory.parseString("it " + object).getObject("it").keySet());
    }

    @Test
    void theGraphCodecsAreNamed() throws Exception {
        String text = new String(FILE.openStream().readAllBytes(), StandardCharsets.UTF_8);
        String comment = text.substring(text.lastIndexOf("\n\n", text.indexOf("graph-codec =")), text.indexOf("graph-codec ="));
        for (GraphMode mode : GraphMode.values()) {
            assertTrue(comment.contains(mode.name().toLowerCase(Locale.ROOT) + ":"), () -> mode + " in " + comment);
        }
    }

    /** What is set for certain is said before: each setting has a comment somewhere above it. */
    @Test
    void everySettingIsExplained() throws Exception {
        List<String> lines = new String(FILE.openStream().readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip).toList();
        List<String> silent = new ArrayList<>();
        boolean explained = false;
        for (String line : lines) {
            if (line.startsWith("#")) {
                explained = true;
            } else if (line.isEmpty()) {
                explained = false;
            } else if (!explained && !line.equals("}") && !line.startsWith("varve") && !line.startsWith("\"*\"")) {
                silent.add(line);
            }
        }
        assertEquals(List.of(), silent);
    }
}
