package org.varve.config;

import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.util.Objects;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphMode;
import org.varve.codec.Serializer;

/** How a cache is encoded, each setting null as long as nobody has chosen it. Immutable. */
@SuppressWarnings("serial") // serializers and filters of the user's are as serializable as the user makes them
record EncodingValues(Class<? extends Serializer<?>> keySerializerType, Serializer<?> keySerializer,
        Class<? extends Serializer<?>> valueSerializerType, Serializer<?> valueSerializer, Integer serializedLimit,
        GraphMode graphMode, Integer compressionThreshold, String filterPattern, ObjectInputFilter filter) implements Serializable {
    static final EncodingValues NONE = new EncodingValues(null, null, null, null, null, null, null, null, null);

    EncodingValues withKeySerializer(Class<? extends Serializer<?>> type, Serializer<?> instance) {
        return new EncodingValues(type, instance, valueSerializerType, valueSerializer, serializedLimit, graphMode,
                compressionThreshold, filterPattern, filter);
    }

    EncodingValues withValueSerializer(Class<? extends Serializer<?>> type, Serializer<?> instance) {
        return new EncodingValues(keySerializerType, keySerializer, type, instance, serializedLimit, graphMode,
                compressionThreshold, filterPattern, filter);
    }

    EncodingValues withSerializedLimit(int bytes) {
        return new EncodingValues(keySerializerType, keySerializer, valueSerializerType, valueSerializer, bytes, graphMode,
                compressionThreshold, filterPattern, filter);
    }

    EncodingValues withGraphMode(GraphMode mode) {
        return new EncodingValues(keySerializerType, keySerializer, valueSerializerType, valueSerializer, serializedLimit, mode,
                compressionThreshold, filterPattern, filter);
    }

    EncodingValues withCompressionThreshold(int bytes) {
        return new EncodingValues(keySerializerType, keySerializer, valueSerializerType, valueSerializer, serializedLimit,
                graphMode, bytes, filterPattern, filter);
    }

    EncodingValues withFilter(String pattern, ObjectInputFilter instance) {
        return new EncodingValues(keySerializerType, keySerializer, valueSerializerType, valueSerializer, serializedLimit,
                graphMode, compressionThreshold, pattern, instance);
    }

    /** This, and the other's where nothing is chosen here. */
    EncodingValues orElse(EncodingValues other) {
        boolean ownKey = keySerializerType != null || keySerializer != null;
        boolean ownValue = valueSerializerType != null || valueSerializer != null;
        boolean ownFilter = filterPattern != null || filter != null;
        return new EncodingValues(
                ownKey ? keySerializerType : other.keySerializerType, ownKey ? keySerializer : other.keySerializer,
                ownValue ? valueSerializerType : other.valueSerializerType, ownValue ? valueSerializer : other.valueSerializer,
                serializedLimit != null ? serializedLimit : other.serializedLimit,
                graphMode != null ? graphMode : other.graphMode,
                compressionThreshold != null ? compressionThreshold : other.compressionThreshold,
                ownFilter ? filterPattern : other.filterPattern, ownFilter ? filter : other.filter);
    }

    /** The settings, with defaults for what nobody has chosen. */
    CodecSettings settings() {
        CodecSettings.Builder builder = CodecSettings.builder();
        if (keySerializerType != null) {
            builder.keySerializer(keySerializerType);
        } else if (keySerializer != null) {
            builder.keySerializer(keySerializer);
        }
        if (valueSerializerType != null) {
            builder.valueSerializer(valueSerializerType);
        } else if (valueSerializer != null) {
            builder.valueSerializer(valueSerializer);
        }
        return builder.serializedLimit(effectiveLimit()).graphMode(effectiveMode()).compressionThreshold(effectiveThreshold())
                .filter(filterPattern == null ? filter : ObjectInputFilter.Config.createFilter(filterPattern)).build();
    }

    private int effectiveLimit() {
        return serializedLimit == null ? CodecSettings.DEFAULT_SERIALIZED_LIMIT : serializedLimit;
    }

    private GraphMode effectiveMode() {
        return graphMode == null ? GraphMode.AUTO : graphMode;
    }

    private int effectiveThreshold() {
        return compressionThreshold == null ? 0 : compressionThreshold;
    }

    /** True if both encode alike, whether chosen or left open. */
    boolean sameAs(EncodingValues other) {
        return keySerializerType == other.keySerializerType && Objects.equals(keySerializer, other.keySerializer)
                && valueSerializerType == other.valueSerializerType && Objects.equals(valueSerializer, other.valueSerializer)
                && effectiveLimit() == other.effectiveLimit() && effectiveMode() == other.effectiveMode()
                && effectiveThreshold() == other.effectiveThreshold()
                && Objects.equals(filterPattern, other.filterPattern) && Objects.equals(filter, other.filter);
    }
}
