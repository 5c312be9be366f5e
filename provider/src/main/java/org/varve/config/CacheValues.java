package org.varve.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Objects;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.varve.codec.CodecSettings;

/**
 * The settings of a cache, each of them null as long as nobody has chosen it. Shared by nobody who changes it: builders and
 * configurations copy.
 */
final class CacheValues<K, V> implements Serializable {
    private static final long serialVersionUID = 1L;

    Class<K> keyType;
    Class<V> valueType;
    Boolean storeByValue;
    Factory<ExpiryPolicy> expiry;
    Boolean readThrough;
    Factory<CacheLoader<K, V>> loader;
    Boolean writeThrough;
    Factory<CacheWriter<? super K, ? super V>> writer;
    ArrayList<CacheEntryListenerConfiguration<K, V>> listeners;
    Boolean statistics;
    Boolean management;
    /** At most one of this and the next. */
    String storeName;
    StoreSettings ownStore;
    Long floor;
    Long ceiling;
    /** Never null. */
    EncodingValues encoding = EncodingValues.NONE;
    /** What a configuration of another class says of the encoding, all in one; goes before the last. */
    @SuppressWarnings("serial") // nobody but a cache that lives has it
    CodecSettings foreignEncoding;

    /** What the configuration says that a new {@link javax.cache.configuration.MutableConfiguration} does not. */
    static <K, V> CacheValues<K, V> chosenIn(Configuration<K, V> configuration) {
        CacheValues<K, V> values = new CacheValues<>();
        values.keyType = unless(configuration.getKeyType(), Object.class);
        values.valueType = unless(configuration.getValueType(), Object.class);
        values.storeByValue = unless(configuration.isStoreByValue(), true);
        if (configuration instanceof CodecSettings.Source source) {
            values.foreignEncoding = source.codecSettings();
        }
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            values.expiry = unless(complete.getExpiryPolicyFactory(), EternalExpiryPolicy.factoryOf());
            values.readThrough = unless(complete.isReadThrough(), false);
            values.loader = complete.getCacheLoaderFactory();
            values.writeThrough = unless(complete.isWriteThrough(), false);
            values.writer = complete.getCacheWriterFactory();
            values.statistics = unless(complete.isStatisticsEnabled(), false);
            values.management = unless(complete.isManagementEnabled(), false);
            for (CacheEntryListenerConfiguration<K, V> listener : complete.getCacheEntryListenerConfigurations()) {
                values.add(listener);
            }
        }
        return values;
    }

    private static <T> T unless(T value, Object usual) {
        return Objects.equals(value, usual) ? null : value;
    }

    CacheValues<K, V> copy() {
        CacheValues<K, V> copy = new CacheValues<>();
        copy.fillFrom(this);
        return copy;
    }

    /** Takes over what has not been chosen here. That the types of a template fit cannot be known before it is used. */
    @SuppressWarnings("unchecked")
    void fillFrom(CacheValues<?, ?> untyped) {
        CacheValues<K, V> other = (CacheValues<K, V>) untyped;
        keyType = either(keyType, other.keyType);
        valueType = either(valueType, other.valueType);
        storeByValue = either(storeByValue, other.storeByValue);
        expiry = either(expiry, other.expiry);
        readThrough = either(readThrough, other.readThrough);
        loader = either(loader, other.loader);
        writeThrough = either(writeThrough, other.writeThrough);
        writer = either(writer, other.writer);
        statistics = either(statistics, other.statistics);
        management = either(management, other.management);
        floor = either(floor, other.floor);
        ceiling = either(ceiling, other.ceiling);
        encoding = encoding.orElse(other.encoding);
        foreignEncoding = either(foreignEncoding, other.foreignEncoding);
        if (storeName == null && ownStore == null) {
            storeName = other.storeName;
            ownStore = other.ownStore;
        }
        if (listeners == null && other.listeners != null) {
            listeners = new ArrayList<>(other.listeners);
        }
    }

    private static <T> T either(T chosen, T other) {
        return chosen != null ? chosen : other;
    }

    /** @throws IllegalArgumentException if an equal one is there already */
    void add(CacheEntryListenerConfiguration<K, V> listener) {
        if (listeners == null) {
            listeners = new ArrayList<>();
        }
        if (listeners.contains(listener)) {
            throw new IllegalArgumentException("a listener with an equal configuration is registered already");
        }
        listeners.add(own(listener));
    }

    void remove(CacheEntryListenerConfiguration<K, V> listener) {
        if (listeners != null) {
            listeners.remove(listener);
        }
    }

    /** A copy; a class that is not the specification's is trusted not to change, since its equality cannot be copied. */
    static <K, V> CacheEntryListenerConfiguration<K, V> own(CacheEntryListenerConfiguration<K, V> listener) {
        return listener.getClass() == MutableCacheEntryListenerConfiguration.class
                ? new MutableCacheEntryListenerConfiguration<>(listener)
                : listener;
    }
}
