package org.varve.codec.graph;

import org.varve.codec.ClassResolver;
import org.varve.codec.ClassTable;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphCodec;
import org.varve.codec.graph.field.FieldCodec;

/** Chooses what encodes object graphs; the only class that knows all implementations. */
public final class GraphCodecs {
    private GraphCodecs() {
    }

    /**
     * A new graph codec for the keys or for the values of one cache.
     *
     * @param resolver finds classes by name
     * @param classes  the cache's class numbers, shared by its keys and values
     */
    public static GraphCodec create(CodecSettings settings, ClassResolver resolver, ClassTable classes) {
        GraphCodec serialization = new JavaSerialization(resolver, settings.filter());
        return switch (settings.graphMode()) {
            case AUTO -> new FieldCodec(classes, settings.filter(), serialization);
            case JAVA -> serialization;
        };
    }
}
