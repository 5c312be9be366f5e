package org.varve.config.file;

import java.net.URI;
import java.net.URL;
import java.util.Map;
import java.util.Properties;
import org.varve.config.SettingsException;
import org.varve.config.VarveSettings;

/**
 * A manager's settings from where they are written: the file that its URI names, over it the system properties that begin with
 * {@code varve.store.}, over them the manager's properties, setting by setting.
 */
public final class SettingsSources {
    private static final String SYSTEM_PREFIX = "varve.store.";

    private SettingsSources() {
    }

    /**
     * Reads settings; opens nothing but the file, and closes it.
     *
     * @param uri        of the manager
     * @param defaultUri with which a file {@code varve.conf} is looked for on the class path, and need not be there
     * @param loader     finds files and classes
     * @param properties of the manager
     * @throws SettingsException if something cannot be used; the message names it, what was found and what is allowed
     */
    public static VarveSettings read(URI uri, URI defaultUri, ClassLoader loader, Properties properties) {
        URL file = uri.equals(defaultUri) ? loader.getResource(FileLocation.DEFAULT) : FileLocation.find(uri, loader);
        Node tree = file == null ? Node.empty("") : parse(file, loader);
        tree = PropertyTree.of(copy(System.getProperties()), "system property", SYSTEM_PREFIX).over(tree);
        tree = PropertyTree.of(copy(properties), "manager property", "varve.").over(tree);
        return new SettingsReader(loader).read(tree);
    }

    /** Defaults of properties count, too; and values that are no strings, which properties do not tell of by name. */
    private static Map<Object, Object> copy(Properties properties) {
        Properties copy = new Properties();
        properties.stringPropertyNames().forEach(name -> copy.put(name, properties.getProperty(name)));
        copy.putAll((Map<?, ?>) properties.clone());
        return copy;
    }

    private static Node parse(URL file, ClassLoader loader) {
        try {
            return HoconFile.read(file, loader);
        } catch (NoClassDefFoundError e) {
            throw new SettingsException("found the file " + file + ", and no library to read it with: add com.typesafe:config to the class path, or"
                    + " give the settings as properties", e);
        }
    }
}
