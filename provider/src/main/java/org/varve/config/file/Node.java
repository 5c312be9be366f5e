package org.varve.config.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of settings as somebody wrote it.
 *
 * @param origin where it was written, as the beginning of a message that goes on with its name: {@code varve.conf:3: }
 * @param value  a String, a {@code List<Node>} or a {@code Map<String, Node>}
 */
record Node(String origin, Object value) {
    static Node empty(String origin) {
        return new Node(origin, new LinkedHashMap<String, Node>());
    }

    boolean isObject() {
        return value instanceof Map;
    }

    /** By key; only of an object. */
    @SuppressWarnings("unchecked")
    Map<String, Node> fields() {
        return (Map<String, Node>) value;
    }

    boolean isList() {
        return value instanceof List;
    }

    /** Only of a list. */
    @SuppressWarnings("unchecked")
    List<Node> items() {
        return (List<Node>) value;
    }

    /** This, and what the other has besides; objects field by field. */
    Node over(Node other) {
        if (!isObject() || !other.isObject()) {
            return this;
        }
        Map<String, Node> merged = new LinkedHashMap<>(other.fields());
        fields().forEach((key, node) -> merged.merge(key, node, (below, above) -> above.over(below)));
        return new Node(other.origin, merged);
    }

    /** For messages. */
    String found() {
        return isObject() ? "{ " + String.join(", ", fields().keySet()) + " }" : isList() ? "a list" : value.toString();
    }
}
