package org.varve.benchmarks.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The versions of what is measured and of what measures, as the build had them. */
final class Versions {
    private Versions() {
    }

    static Map<String, Object> all() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("versions.properties cannot be read", e);
        }
        Map<String, Object> sorted = new TreeMap<>();
        properties.forEach((name, version) -> sorted.put((String) name, version));
        return sorted;
    }
}
