package org.varve.codec.graph;

import org.varve.codec.ClassResolver;
import org.varve.codec.ClassTable;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphCodec;
import org.varve.codec.Role;

/** Chooses what encodes object graphs; the only class that knows all implementations. */
public final class GraphCodecs {
    private GraphCodecs() {
    }

    /**
     * A new graph codec for one role of one cache.
     *
     * @param resolver finds classes by name
     * @param classes  the cache's class numbers, shared by its roles
     * @throws CodecException if the settings ask for a library that is not there
     */
    public static GraphCodec create(CodecSettings settings, Role role, ClassResolver resolver, ClassTable classes) {
        return switch (settings.graphMode()) {
            case AUTO, JAVA -> new JavaSerialization(resolver, settings.filter());
        };
    }
}
