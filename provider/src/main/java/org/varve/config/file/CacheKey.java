package org.varve.config.file;

import java.util.Arrays;
import java.util.List;

/** What can be said of a cache; {@link CacheReader} reads the values. */
enum CacheKey {
    STORE("store"), FLOOR("floor"), CEILING("ceiling"),
    KEY_TYPE("key-type"), VALUE_TYPE("value-type"),
    EXPIRY("expiry"),
    READ_THROUGH("read-through"), LOADER_FACTORY("loader-factory"),
    WRITE_THROUGH("write-through"), WRITER_FACTORY("writer-factory"),
    LISTENERS("listeners"),
    STATISTICS("statistics"), MANAGEMENT("management"),
    KEY_SERIALIZER("key-serializer"), VALUE_SERIALIZER("value-serializer"), SERIALIZED_LIMIT("serialized-limit"),
    GRAPH_CODEC("graph-codec"), COMPRESSION("compression"), DESERIALIZATION_FILTER("deserialization-filter");

    private final String key;

    CacheKey(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(CacheKey::key).toList();
    }

    /** True if the dotted name, read from inside of a cache, is one of a setting. */
    static boolean isPath(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return keys().contains(name);
        }
        String inner = name.substring(dot + 1);
        return switch (name.substring(0, dot)) {
            case "store" -> StoreKey.keys().contains(inner);
            case "expiry" -> ExpiryKey.keys().contains(inner);
            case "listeners" -> inner.matches("\\d+") || ListenerKey.keys().contains(inner.replaceFirst("^\\d+\\.", ""));
            default -> false;
        };
    }
}
