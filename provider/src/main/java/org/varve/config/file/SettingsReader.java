package org.varve.config.file;

import java.util.List;
import java.util.Map;
import org.varve.config.ByteSize;
import org.varve.config.SettingsException;
import org.varve.config.StoreSettings;
import org.varve.config.VarveSettings;

/** Makes settings of a tree of what was written. */
final class SettingsReader {
    private final CacheReader caches;

    /** @param loader finds the classes that are named */
    SettingsReader(ClassLoader loader) {
        caches = new CacheReader(new ClassNames(loader));
    }

    /** @throws SettingsException for the first thing that cannot be used */
    VarveSettings read(Node tree) {
        Section top = new Section(tree, "", List.of(ManagerKey.ROOT));
        VarveSettings.Builder builder = VarveSettings.builder();
        Node root = top.get(ManagerKey.ROOT);
        if (root == null) {
            return builder.build();
        }
        Section section = new Section(root, ManagerKey.ROOT, ManagerKey.keys());
        String memory = ManagerKey.CONTAINER_MEMORY.key();
        section.readUnless("detect", memory, "at least 1 MiB: " + ByteSize.SYNTAX, SettingsReader::memory,
                bytes -> builder.containerMemory(bytes, section.where(memory)));
        String store = ManagerKey.STORE.key();
        if (section.has(store)) {
            builder.store(StoreKey.readAll(section.get(store), section.path(store)));
        }
        readStores(section, builder);
        readCaches(section, builder);
        return builder.build();
    }

    private static long memory(String text) {
        long bytes = ByteSize.parse(text);
        if (bytes < 1 << 20) {
            throw new IllegalArgumentException("less than 1 MiB");
        }
        return bytes;
    }

    private static void readStores(Section section, VarveSettings.Builder builder) {
        for (Map.Entry<String, Node> named : named(section, ManagerKey.STORES).entrySet()) {
            String path = section.path(ManagerKey.STORES.key()) + "." + named.getKey();
            StoreSettings store = StoreKey.readAll(named.getValue(), path);
            try {
                builder.store(named.getKey(), store);
            } catch (SettingsException e) {
                throw new SettingsException(named.getValue().origin() + path + ": " + e.getMessage(), e);
            }
        }
    }

    private void readCaches(Section section, VarveSettings.Builder builder) {
        Map<String, Node> templates = named(section, ManagerKey.CACHES);
        if (templates.isEmpty()) {
            return;
        }
        Section names = new Section(section.get(ManagerKey.CACHES.key()), section.path(ManagerKey.CACHES.key()), templates.keySet());
        templates.forEach((name, node) -> builder.cache(name, caches.read(name, node, names.path(name)), origin(node)));
    }

    /** The line of what sums are made of, if it is there. */
    private static String origin(Node cache) {
        Node floor = cache.fields().get(CacheKey.FLOOR.key());
        String origin = (floor == null ? cache : floor).origin();
        return origin.strip().replaceFirst(":$", "");
    }

    private static Map<String, Node> named(Section section, ManagerKey key) {
        Node node = section.get(key.key());
        if (node == null) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw SettingsException.refused(section.where(key.key()), node.found(), "names, each with its settings in braces");
        }
        return node.fields();
    }
}
