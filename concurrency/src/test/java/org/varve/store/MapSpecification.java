package org.varve.store;

import java.util.HashMap;
import java.util.Map;

/** What the operations of {@link KeyspaceOperations} mean, one after the other. A mapping is ten times its value and its expiry time. */
public class MapSpecification {
    private final Map<Integer, Integer> mappings = new HashMap<>();

    public int get(int key) {
        return mappings.getOrDefault(key, 0);
    }

    public boolean contains(int key) {
        return mappings.containsKey(key);
    }

    /** A replaced mapping keeps its expiry time. */
    public boolean put(int key, int value) {
        Integer before = mappings.get(key);
        mappings.put(key, value * 10 + (before == null ? 0 : before % 10));
        return before != null;
    }

    public boolean remove(int key) {
        return mappings.remove(key) != null;
    }

    public boolean touch(int key, int expected, int time) {
        Integer before = mappings.get(key);
        if (before == null || expected == time || before % 10 != expected) {
            return false;
        }
        mappings.put(key, before - expected + time);
        return true;
    }

    public boolean putIfAbsent(int key, int value) {
        return !contains(key) && !put(key, value);
    }

    public boolean replace(int key, int value) {
        return contains(key) && put(key, value);
    }

    public int getAndRemove(int key) {
        Integer before = mappings.remove(key);
        return before == null ? 0 : before;
    }

    public void clear() {
        mappings.clear();
    }

    /** Nobody may notice. */
    public void reclaim() {
        // Memory is moved, no mapping changes.
    }

    /** Nobody may notice. */
    public void split() {
        // The index grows, no mapping changes.
    }
}
