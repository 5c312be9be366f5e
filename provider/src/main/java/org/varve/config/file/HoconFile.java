package org.varve.config.file;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.varve.config.SettingsException;

/** Makes a tree of a file in HOCON. The only class that knows the library, which need not be there. */
final class HoconFile {
    private HoconFile() {
    }

    /**
     * Reads and closes a file; {@code ${…}} stands for another place in it, a system property or an environment variable.
     *
     * @param loader where files that it includes are looked for, besides beside it
     * @throws SettingsException if it cannot be read or is not HOCON
     * @throws LinkageError      if the library is not there
     */
    static Node read(URL url, ClassLoader loader) {
        try {
            Config parsed = ConfigFactory.parseURL(url, ConfigParseOptions.defaults().setAllowMissing(false).setClassLoader(loader));
            // The library's own view of the system properties is the one of its first use.
            Config properties = ConfigFactory.parseProperties((Properties) System.getProperties().clone());
            return node(parsed.resolveWith(parsed.withFallback(properties)).root());
        } catch (ConfigException e) {
            String line = e.origin() == null ? "" : origin(e.origin());
            String message = e.origin() == null || e.getMessage() == null ? String.valueOf(e.getMessage())
                    : e.getMessage().replace(e.origin().description() + ": ", "");
            throw new SettingsException((line.isEmpty() ? name(url.getPath()) + ": " : line) + message, e);
        }
    }

    private static Node node(ConfigValue value) {
        String origin = origin(value.origin());
        if (value instanceof ConfigObject object) {
            Map<String, Node> fields = new LinkedHashMap<>();
            object.forEach((key, field) -> {
                // null takes a setting back that was made before.
                if (field.valueType() != ConfigValueType.NULL) {
                    fields.put(key, node(field));
                }
            });
            return new Node(origin, fields);
        }
        if (value instanceof ConfigList list) {
            List<Node> items = new ArrayList<>();
            list.forEach(item -> items.add(node(item)));
            return new Node(origin, items);
        }
        return new Node(origin, String.valueOf(value.unwrapped()));
    }

    private static String origin(ConfigOrigin origin) {
        String place = origin.url() != null ? origin.url().getPath() : origin.filename() != null ? origin.filename() : origin.description();
        return name(place) + (origin.lineNumber() > 0 ? ":" + origin.lineNumber() : "") + ": ";
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
