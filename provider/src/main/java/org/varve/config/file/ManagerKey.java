package org.varve.config.file;

import java.util.Arrays;
import java.util.List;

/** What can be said of a manager. */
enum ManagerKey {
    CONTAINER_MEMORY("container-memory"), STORE("store"), STORES("stores"), CACHES("caches");

    /** Under which all settings stand, in files and in properties. */
    static final String ROOT = "varve";

    private final String key;

    ManagerKey(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(ManagerKey::key).toList();
    }
}
