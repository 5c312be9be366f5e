package org.varve.codec;

import java.io.ObjectInputFilter;
import java.util.Objects;

/**
 * How the keys and values of one cache are encoded. Immutable; {@link #DEFAULTS} unless somebody chooses otherwise.
 *
 * <p>A cache takes its settings from a configuration that is a {@link Source}.
 */
public final class CodecSettings {
    /** No serializers but those that are found, the best graph codec there is, no compression, no filter of the user's. */
    public static final CodecSettings DEFAULTS = builder().build();

    /** The default bound of what a {@link Serializer} may write for one object, in bytes. */
    public static final int DEFAULT_SERIALIZED_LIMIT = 64 << 20;

    private final SerializerChoice keySerializer;
    private final SerializerChoice valueSerializer;
    private final int serializedLimit;
    private final GraphMode graphMode;
    private final int compressionThreshold;
    private final ObjectInputFilter filter;

    private CodecSettings(Builder builder) {
        keySerializer = builder.keySerializer;
        valueSerializer = builder.valueSerializer;
        serializedLimit = builder.serializedLimit;
        graphMode = builder.graphMode;
        compressionThreshold = builder.compressionThreshold;
        filter = builder.filter;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What a cache's configuration implements in order to choose. */
    public interface Source {
        /** Not null. Asked once, when the cache is created. */
        CodecSettings codecSettings();
    }

    /** The user's serializer for the objects of a role; null for none. */
    public SerializerChoice serializer(Role role) {
        return role == Role.KEY ? keySerializer : valueSerializer;
    }

    /** The most bytes that a {@link Serializer} may write for one object. */
    public int serializedLimit() {
        return serializedLimit;
    }

    public GraphMode graphMode() {
        return graphMode;
    }

    /** Values whose encoding has at least so many bytes are compressed; 0 for none. */
    public int compressionThreshold() {
        return compressionThreshold;
    }

    /** Which classes the graph codec may decode besides what it decides itself; null if the user has nothing to say. */
    public ObjectInputFilter filter() {
        return filter;
    }

    /** Settings under way. Not thread safe. */
    public static final class Builder {
        private SerializerChoice keySerializer;
        private SerializerChoice valueSerializer;
        private int serializedLimit = DEFAULT_SERIALIZED_LIMIT;
        private GraphMode graphMode = GraphMode.AUTO;
        private int compressionThreshold;
        private ObjectInputFilter filter;

        private Builder() {
        }

        /** An instance may serve several caches at once. */
        public Builder keySerializer(Serializer<?> serializer) {
            keySerializer = SerializerChoice.of(serializer);
            return this;
        }

        /** Each cache makes an instance of its own by the public constructor without parameters. */
        public Builder keySerializer(Class<? extends Serializer<?>> type) {
            keySerializer = SerializerChoice.of(type);
            return this;
        }

        /** An instance may serve several caches at once. */
        public Builder valueSerializer(Serializer<?> serializer) {
            valueSerializer = SerializerChoice.of(serializer);
            return this;
        }

        /** Each cache makes an instance of its own by the public constructor without parameters. */
        public Builder valueSerializer(Class<? extends Serializer<?>> type) {
            valueSerializer = SerializerChoice.of(type);
            return this;
        }

        /**
         * Bounds what a serializer may write for one object.
         *
         * @param bytes 1 to {@link EncodeBuffer#MAX_LENGTH}
         * @throws IllegalArgumentException if it is out of these bounds
         */
        public Builder serializedLimit(int bytes) {
            if (bytes < 1 || bytes > EncodeBuffer.MAX_LENGTH) {
                throw new IllegalArgumentException("serializedLimit " + bytes + " is not in 1.." + EncodeBuffer.MAX_LENGTH);
            }
            serializedLimit = bytes;
            return this;
        }

        public Builder graphMode(GraphMode mode) {
            graphMode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Compresses values from a size on with LZ4, where that makes them shorter. It takes the library
         * {@code at.yawk.lz4:lz4-java} on the class path: without it such a cache cannot be created.
         *
         * @param bytes size of the encoding from which on it is compressed; 0 for never, which is the default
         * @throws IllegalArgumentException if it is negative
         */
        public Builder compressionThreshold(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("compressionThreshold " + bytes + " is negative");
            }
            compressionThreshold = bytes;
            return this;
        }

        /**
         * Narrows which classes the graph codec decodes: besides the filter, and whatever it allows, only classes that the cache
         * has itself encoded are decoded, and the filter of the whole JVM is obeyed.
         *
         * @param filter asked for every class that the graph codec meets while it decodes; null for nobody
         */
        public Builder filter(ObjectInputFilter filter) {
            this.filter = filter;
            return this;
        }

        /**
         * A filter by a pattern, such as {@code com.acme.**;maxdepth=20;!*}.
         *
         * @param pattern as in {@link ObjectInputFilter.Config#createFilter}; the empty one is no filter
         * @throws IllegalArgumentException if the pattern is none
         */
        public Builder filterPattern(String pattern) {
            return filter(ObjectInputFilter.Config.createFilter(pattern));
        }

        public CodecSettings build() {
            return new CodecSettings(this);
        }
    }
}
