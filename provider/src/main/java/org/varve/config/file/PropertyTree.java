package org.varve.config.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.varve.config.SettingsException;

/**
 * Makes a tree of properties with dotted names. A name of a cache that has dots in it may stand in double quotes; without
 * them it ends where the rest is the name of a setting.
 */
final class PropertyTree {
    private static final String PREFIX = ManagerKey.ROOT + ".";
    private static final String CACHES = PREFIX + ManagerKey.CACHES.key() + ".";
    /** A system property, which is here when somebody hands all of those over. */
    private static final String MEMORY_ACCESS = "varve.memory";

    private PropertyTree() {
    }

    /**
     * The settings among properties.
     *
     * @param kind   what kind of properties, for messages
     * @param prefix of the names that count
     */
    static Node of(Map<?, ?> properties, String kind, String prefix) {
        Node tree = Node.empty("");
        // In order, so that a contradiction is the same one each time.
        Map<String, Object> sorted = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.toString().startsWith(prefix) && !name.equals(MEMORY_ACCESS)) {
                sorted.put(name.toString(), value);
            }
        });
        // Frameworks put numbers into properties.
        sorted.forEach((name, value) -> put(tree, name, new Node(kind + " ", value.toString().strip())));
        return tree;
    }

    private static void put(Node tree, String name, Node leaf) {
        List<String> path = path(name);
        Map<String, Node> fields = tree.fields();
        for (String key : path.subList(0, path.size() - 1)) {
            Node inner = fields.computeIfAbsent(key, missing -> new Node(leaf.origin(), new LinkedHashMap<String, Node>()));
            if (!inner.isObject()) {
                throw contradiction(leaf, name, inner);
            }
            fields = inner.fields();
        }
        Node before = fields.putIfAbsent(path.get(path.size() - 1), leaf);
        if (before != null) {
            throw contradiction(leaf, name, before);
        }
    }

    private static SettingsException contradiction(Node leaf, String name, Node before) {
        return new SettingsException(leaf.origin() + name + ": found '" + leaf.found() + "' beside '" + before.found()
                + "' for the same setting; allowed is one of both");
    }

    private static List<String> path(String name) {
        if (!name.startsWith(CACHES)) {
            return split(name);
        }
        String rest = name.substring(CACHES.length());
        List<String> path = new ArrayList<>(List.of(ManagerKey.ROOT, ManagerKey.CACHES.key()));
        if (!rest.startsWith("\"")) {
            for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.', dot + 1)) {
                if (CacheKey.isPath(rest.substring(dot + 1))) {
                    path.add(rest.substring(0, dot));
                    path.addAll(split(rest.substring(dot + 1)));
                    return path;
                }
            }
            int last = rest.lastIndexOf('.');
            path.add(last < 0 ? rest : rest.substring(0, last));
            if (last >= 0) {
                path.add(rest.substring(last + 1));
            }
            return path;
        }
        int end = rest.indexOf('"', 1);
        if (end < 0) {
            throw new SettingsException("property " + name + ": found a quote that does not end");
        }
        path.add(rest.substring(1, end));
        if (end + 1 < rest.length()) {
            path.addAll(split(rest.substring(end + 1).replaceFirst("^\\.", "")));
        }
        return path;
    }

    private static List<String> split(String name) {
        return List.of(name.split("\\.", -1));
    }
}
