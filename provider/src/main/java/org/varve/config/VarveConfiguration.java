package org.varve.config;

import java.io.ObjectInputFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphMode;
import org.varve.codec.Serializer;

/**
 * The configuration of a cache: all of JSR-107, and what this provider adds. Immutable, and serializable if the factories
 * and listeners in it are.
 *
 * <p>It knows what has been chosen and what has been left open. What is left open is taken from the manager's templates
 * where one matches the cache's name, else it is as in a new {@link javax.cache.configuration.MutableConfiguration}, and the
 * getters answer so.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class VarveConfiguration<K, V> implements CompleteConfiguration<K, V>, CodecSettings.Source {
    /** The name of the store that a manager's caches live in unless something else is said. */
    public static final String DEFAULT_STORE = "default";

    private static final long serialVersionUID = 1L;

    private final CacheValues<K, V> values;

    private VarveConfiguration(CacheValues<K, V> values) {
        this.values = values;
    }

    /** With nothing chosen. */
    public static <K, V> Builder<K, V> builder() {
        return new Builder<>(new CacheValues<>());
    }

    /** With the types chosen. */
    public static <K, V> Builder<K, V> builder(Class<K> keyType, Class<V> valueType) {
        return VarveConfiguration.<K, V>builder().types(keyType, valueType);
    }

    /**
     * A copy. Of another class's configuration, what is as in a new {@link javax.cache.configuration.MutableConfiguration}
     * counts as not chosen.
     */
    public static <K, V> VarveConfiguration<K, V> of(Configuration<K, V> configuration) {
        return configuration instanceof VarveConfiguration<K, V> own ? own
                : new VarveConfiguration<>(CacheValues.chosenIn(configuration));
    }

    /** A builder that begins with what is chosen here. */
    public Builder<K, V> toBuilder() {
        return new Builder<>(values.copy());
    }

    /** This configuration, with what it leaves open taken from another. */
    public VarveConfiguration<K, V> orElse(VarveConfiguration<?, ?> template) {
        CacheValues<K, V> filled = values.copy();
        filled.fillFrom(template.values);
        return new VarveConfiguration<>(filled);
    }

    /** A copy of a listener's registration that nobody else can change. */
    public static <K, V> CacheEntryListenerConfiguration<K, V> copyOf(CacheEntryListenerConfiguration<K, V> listener) {
        return CacheValues.own(listener);
    }

    /** {@code Object} stands for any type. */
    @Override
    @SuppressWarnings("unchecked") // as MutableConfiguration answers
    public Class<K> getKeyType() {
        return values.keyType == null ? (Class<K>) Object.class : values.keyType;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<V> getValueType() {
        return values.valueType == null ? (Class<V>) Object.class : values.valueType;
    }

    @Override
    public boolean isStoreByValue() {
        return values.storeByValue == null || values.storeByValue;
    }

    @Override
    public boolean isReadThrough() {
        return Boolean.TRUE.equals(values.readThrough);
    }

    @Override
    public boolean isWriteThrough() {
        return Boolean.TRUE.equals(values.writeThrough);
    }

    @Override
    public boolean isStatisticsEnabled() {
        return Boolean.TRUE.equals(values.statistics);
    }

    @Override
    public boolean isManagementEnabled() {
        return Boolean.TRUE.equals(values.management);
    }

    @Override
    public Iterable<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
        return listeners();
    }

    private List<CacheEntryListenerConfiguration<K, V>> listeners() {
        List<CacheEntryListenerConfiguration<K, V>> listeners = new ArrayList<>();
        if (values.listeners != null) {
            values.listeners.forEach(listener -> listeners.add(CacheValues.own(listener)));
        }
        return Collections.unmodifiableList(listeners);
    }

    @Override
    public Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
        return values.loader;
    }

    @Override
    public Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
        return values.writer;
    }

    @Override
    public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
        return values.expiry == null ? EternalExpiryPolicy.factoryOf() : values.expiry;
    }

    /** The store of the manager in which the cache lives, {@value #DEFAULT_STORE} unless said otherwise; null for one of its own. */
    public String getStoreName() {
        return values.ownStore != null ? null : values.storeName == null ? DEFAULT_STORE : values.storeName;
    }

    /** The settings of the cache's own store; null if it lives in one of the manager's. */
    public StoreSettings getOwnStore() {
        return values.ownStore;
    }

    /** Bytes of records below which entries are evicted only when nothing else can be; a wish. */
    public long getFloor() {
        return values.floor == null ? 0 : values.floor;
    }

    /** Bytes of records above which entries are evicted first; a wish, {@link Long#MAX_VALUE} for none. */
    public long getCeiling() {
        return values.ceiling == null ? Long.MAX_VALUE : values.ceiling;
    }

    /** How keys and values are encoded. */
    @Override
    public CodecSettings codecSettings() {
        return values.foreignEncoding != null ? values.foreignEncoding : values.encoding.settings();
    }

    /** Equal is what makes equal caches, whether chosen or left open. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VarveConfiguration<?, ?> that
                && getKeyType() == that.getKeyType() && getValueType() == that.getValueType()
                && flags().equals(that.flags())
                && Objects.equals(values.loader, that.values.loader) && Objects.equals(values.writer, that.values.writer)
                && getExpiryPolicyFactory().equals(that.getExpiryPolicyFactory())
                && new HashSet<>(listeners()).equals(new HashSet<>(that.listeners()))
                && Objects.equals(getStoreName(), that.getStoreName()) && Objects.equals(values.ownStore, that.values.ownStore)
                && getFloor() == that.getFloor() && getCeiling() == that.getCeiling()
                && values.foreignEncoding == that.values.foreignEncoding && values.encoding.sameAs(that.values.encoding);
    }

    private List<Boolean> flags() {
        return List.of(isStoreByValue(), isReadThrough(), isWriteThrough(), isStatisticsEnabled(), isManagementEnabled());
    }

    @Override
    public int hashCode() {
        return Objects.hash(getKeyType(), getValueType(), flags(), getStoreName(), getFloor(), getCeiling());
    }

    @Override
    public String toString() {
        return "VarveConfiguration[" + getKeyType().getName() + " to " + getValueType().getName() + ", store "
                + (values.ownStore == null ? getStoreName() : values.ownStore) + ", expiry " + getExpiryPolicyFactory() + "]";
    }

    /**
     * Collects what is chosen; may be used again after {@link #build}.
     *
     * @param <K> key type
     * @param <V> value type
     */
    public static final class Builder<K, V> {
        private final CacheValues<K, V> values;

        private Builder(CacheValues<K, V> values) {
            this.values = values;
        }

        /** Types that are checked at every operation. Default: any. */
        public Builder<K, V> types(Class<K> keyType, Class<V> valueType) {
            return keyType(keyType).valueType(valueType);
        }

        /** The type of keys. */
        public Builder<K, V> keyType(Class<K> type) {
            values.keyType = Objects.requireNonNull(type, "keyType");
            return this;
        }

        /** The type of values. */
        public Builder<K, V> valueType(Class<V> type) {
            values.valueType = Objects.requireNonNull(type, "valueType");
            return this;
        }

        /** How long entries live. Default: until they are evicted. */
        public Builder<K, V> expiryPolicy(Factory<? extends ExpiryPolicy> factory) {
            values.expiry = covariant(factory);
            return this;
        }

        /** Times to live that are always the same, which saves asking a policy. */
        public Builder<K, V> expiry(FixedExpiry times) {
            return expiryPolicy(FactoryBuilder.factoryOf(times));
        }

        /** Where missing entries come from, for {@code loadAll} and read-through. */
        public Builder<K, V> cacheLoader(Factory<? extends CacheLoader<K, V>> factory) {
            values.loader = covariant(factory);
            return this;
        }

        /** Whether reads load what is missing. Default: false. */
        public Builder<K, V> readThrough(boolean enabled) {
            values.readThrough = enabled;
            return this;
        }

        /** Where changes are written to with write-through. */
        public Builder<K, V> cacheWriter(Factory<? extends CacheWriter<? super K, ? super V>> factory) {
            values.writer = covariant(factory);
            return this;
        }

        /** Whether changes are written through. Default: false. */
        public Builder<K, V> writeThrough(boolean enabled) {
            values.writeThrough = enabled;
            return this;
        }

        /**
         * One more listener.
         *
         * @throws IllegalArgumentException if an equal one is there already
         */
        public Builder<K, V> listener(CacheEntryListenerConfiguration<K, V> listener) {
            values.add(listener);
            return this;
        }

        /** One listener less; nothing happens if it is not there. */
        public Builder<K, V> withoutListener(CacheEntryListenerConfiguration<K, V> listener) {
            values.remove(listener);
            return this;
        }

        /** Whether there are statistics, and their bean. Default: false. */
        public Builder<K, V> statistics(boolean enabled) {
            values.statistics = enabled;
            return this;
        }

        /** Whether there is the bean of the configuration. Default: false. */
        public Builder<K, V> management(boolean enabled) {
            values.management = enabled;
            return this;
        }

        /** The manager's store in which the cache lives. Default: {@value VarveConfiguration#DEFAULT_STORE}. */
        public Builder<K, V> store(String name) {
            values.storeName = Objects.requireNonNull(name, "name");
            values.ownStore = null;
            return this;
        }

        /** A store for this cache alone; with a template, one for each cache of it. The capacity has to be set. */
        public Builder<K, V> ownStore(StoreSettings settings) {
            values.ownStore = Objects.requireNonNull(settings, "settings");
            values.storeName = null;
            return this;
        }

        /** Bytes of records below which entries are evicted only when nothing else can be; a wish. Default: 0. */
        public Builder<K, V> floor(long bytes) {
            values.floor = bytes;
            return this;
        }

        /** Bytes of records above which entries are evicted first; a wish. Default: {@link Long#MAX_VALUE}, none. */
        public Builder<K, V> ceiling(long bytes) {
            values.ceiling = bytes;
            return this;
        }

        /** Encodes the keys with a serializer of the class; each cache makes one of its own. */
        public Builder<K, V> keySerializer(Class<? extends Serializer<?>> type) {
            values.encoding = values.encoding.withKeySerializer(Objects.requireNonNull(type, "type"), null);
            return this;
        }

        /** Encodes the keys; the configuration is then serializable only if the serializer is. */
        public Builder<K, V> keySerializer(Serializer<?> serializer) {
            values.encoding = values.encoding.withKeySerializer(null, Objects.requireNonNull(serializer, "serializer"));
            return this;
        }

        /** Encodes the values with a serializer of the class; each cache makes one of its own. */
        public Builder<K, V> valueSerializer(Class<? extends Serializer<?>> type) {
            values.encoding = values.encoding.withValueSerializer(Objects.requireNonNull(type, "type"), null);
            return this;
        }

        /** Encodes the values; the configuration is then serializable only if the serializer is. */
        public Builder<K, V> valueSerializer(Serializer<?> serializer) {
            values.encoding = values.encoding.withValueSerializer(null, Objects.requireNonNull(serializer, "serializer"));
            return this;
        }

        /** The most bytes that a serializer may write for one object. Default: 64 MiB. */
        public Builder<K, V> serializedLimit(int bytes) {
            CodecSettings.builder().serializedLimit(bytes);
            values.encoding = values.encoding.withSerializedLimit(bytes);
            return this;
        }

        /** What encodes objects that have no encoding of their own. Default: {@link GraphMode#AUTO}. */
        public Builder<K, V> graphMode(GraphMode mode) {
            values.encoding = values.encoding.withGraphMode(Objects.requireNonNull(mode, "mode"));
            return this;
        }

        /** Compresses values whose encoding has at least so many bytes; 0, the default, for none. */
        public Builder<K, V> compressionThreshold(int bytes) {
            CodecSettings.builder().compressionThreshold(bytes);
            values.encoding = values.encoding.withCompressionThreshold(bytes);
            return this;
        }

        /** Which classes may be decoded, as in {@code jdk.serialFilter}: for example {@code com.acme.**;java.**;!*}. */
        public Builder<K, V> filterPattern(String pattern) {
            ObjectInputFilter.Config.createFilter(pattern);
            values.encoding = values.encoding.withFilter(pattern, null);
            return this;
        }

        /** Which classes may be decoded; the configuration is then serializable only if the filter is. */
        public Builder<K, V> filter(ObjectInputFilter filter) {
            values.encoding = values.encoding.withFilter(null, Objects.requireNonNull(filter, "filter"));
            return this;
        }

        /** The configuration. Sums are checked when a manager is made or a cache created with it. */
        public VarveConfiguration<K, V> build() {
            return new VarveConfiguration<>(values.copy());
        }

        @SuppressWarnings("unchecked") // a factory only makes
        private static <T> Factory<T> covariant(Factory<? extends T> factory) {
            return (Factory<T>) Objects.requireNonNull(factory, "factory");
        }
    }
}
