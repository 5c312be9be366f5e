package org.varve.jcache.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/**
 * A cache's configuration at some moment; what may change at run time changes by replacing the snapshot.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class ConfigurationSnapshot<K, V> implements CompleteConfiguration<K, V> {
    private static final long serialVersionUID = 1L;

    private final MutableConfiguration<K, V> state;

    private ConfigurationSnapshot(MutableConfiguration<K, V> state) {
        this.state = state;
    }

    /** A copy; a class that is not the specification's is trusted not to change, since its equality cannot be copied. */
    static <K, V> CacheEntryListenerConfiguration<K, V> own(CacheEntryListenerConfiguration<K, V> listener) {
        return listener.getClass() == MutableCacheEntryListenerConfiguration.class
                ? new MutableCacheEntryListenerConfiguration<>(listener)
                : listener;
    }

    /** A copy; what a plain {@link Configuration} does not say is as in a new {@link MutableConfiguration}. */
    static <K, V> ConfigurationSnapshot<K, V> of(Configuration<K, V> configuration) {
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            MutableConfiguration<K, V> state = new MutableConfiguration<>(complete);
            for (CacheEntryListenerConfiguration<K, V> listener : complete.getCacheEntryListenerConfigurations()) {
                state.removeCacheEntryListenerConfiguration(listener).addCacheEntryListenerConfiguration(own(listener));
            }
            return new ConfigurationSnapshot<>(state);
        }
        return new ConfigurationSnapshot<>(new MutableConfiguration<K, V>()
                .setTypes(configuration.getKeyType(), configuration.getValueType())
                .setStoreByValue(configuration.isStoreByValue()));
    }

    private MutableConfiguration<K, V> copy() {
        return new MutableConfiguration<>(state);
    }

    ConfigurationSnapshot<K, V> withStatistics(boolean enabled) {
        return new ConfigurationSnapshot<>(copy().setStatisticsEnabled(enabled));
    }

    ConfigurationSnapshot<K, V> withManagement(boolean enabled) {
        return new ConfigurationSnapshot<>(copy().setManagementEnabled(enabled));
    }

    /** @throws IllegalArgumentException if an equal one is there already */
    ConfigurationSnapshot<K, V> withListener(CacheEntryListenerConfiguration<K, V> listener) {
        return new ConfigurationSnapshot<>(copy().addCacheEntryListenerConfiguration(own(listener)));
    }

    ConfigurationSnapshot<K, V> withoutListener(CacheEntryListenerConfiguration<K, V> listener) {
        return new ConfigurationSnapshot<>(copy().removeCacheEntryListenerConfiguration(listener));
    }

    @Override
    public Class<K> getKeyType() {
        return state.getKeyType();
    }

    @Override
    public Class<V> getValueType() {
        return state.getValueType();
    }

    @Override
    public boolean isStoreByValue() {
        return state.isStoreByValue();
    }

    @Override
    public boolean isReadThrough() {
        return state.isReadThrough();
    }

    @Override
    public boolean isWriteThrough() {
        return state.isWriteThrough();
    }

    @Override
    public boolean isStatisticsEnabled() {
        return state.isStatisticsEnabled();
    }

    @Override
    public boolean isManagementEnabled() {
        return state.isManagementEnabled();
    }

    @Override
    public Iterable<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
        List<CacheEntryListenerConfiguration<K, V>> listeners = new ArrayList<>();
        state.getCacheEntryListenerConfigurations().forEach(listener -> listeners.add(own(listener)));
        return Collections.unmodifiableList(listeners);
    }

    @Override
    public Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
        return state.getCacheLoaderFactory();
    }

    @Override
    public Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
        return state.getCacheWriterFactory();
    }

    @Override
    public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
        return state.getExpiryPolicyFactory();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigurationSnapshot<?, ?> snapshot && state.equals(snapshot.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }
}
