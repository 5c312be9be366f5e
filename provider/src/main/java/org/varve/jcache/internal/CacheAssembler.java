package org.varve.jcache.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.assembly.CacheCodecs;
import org.varve.codec.assembly.Codecs;
import org.varve.jcache.internal.coding.EntryCodec;
import org.varve.jcache.internal.event.CacheEvents;
import org.varve.jcache.internal.event.ExpiredEvents;
import org.varve.jcache.internal.expiry.ExpiryTimes;
import org.varve.jcache.internal.integration.ReadThrough;
import org.varve.jcache.internal.integration.WriteThrough;
import org.varve.jcache.internal.management.CacheStatistics;
import org.varve.store.Keyspace;

/** Wires the caches of one manager: the one place where their parts are constructed. */
public final class CacheAssembler {
    private final ManagerResources resources;
    private final Codecs codecs;
    private final URI manager;

    /** @param codecs makes the codecs of each cache */
    public CacheAssembler(ManagerResources resources, Codecs codecs, URI manager) {
        this.resources = resources;
        this.codecs = codecs;
        this.manager = manager;
    }

    /**
     * Builds a cache; calls the configuration's factories.
     *
     * @throws UnsupportedOperationException if the configuration asks for store by reference
     * @throws IllegalArgumentException      if the configuration contradicts itself
     * @throws CacheException                if one of the factories fails, or a serializer or library cannot be had
     */
    public <K, V> CacheParts<K, V> assemble(String name, Configuration<K, V> configuration) {
        ConfigurationSnapshot<K, V> snapshot = ConfigurationSnapshot.of(configuration);
        if (!snapshot.isStoreByValue()) {
            throw new UnsupportedOperationException("cache '" + name + "': store by reference is not supported, entries "
                    + "live off the heap; use setStoreByValue(true)");
        }
        requireFactory(name, "read-through", snapshot.isReadThrough(), "setCacheLoaderFactory", snapshot.getCacheLoaderFactory());
        requireFactory(name, "write-through", snapshot.isWriteThrough(), "setCacheWriterFactory", snapshot.getCacheWriterFactory());
        for (CacheEntryListenerConfiguration<K, V> listener : snapshot.getCacheEntryListenerConfigurations()) {
            CacheEvents.requireFactory(name, listener);
        }
        List<Object> userObjects = new ArrayList<>();
        EntryCodec<K, V> entryCodec = new EntryCodec<>(name, codecs(name, configuration), snapshot.getKeyType(), snapshot.getValueType());
        CacheEvents<K, V> events = new CacheEvents<>(entryCodec, resources.listeners());
        Keyspace keyspace = null;
        try {
            CacheLoader<K, V> loader = create(snapshot.getCacheLoaderFactory(), userObjects);
            CacheWriter<? super K, ? super V> writer = create(snapshot.getCacheWriterFactory(), userObjects);
            ExpiryPolicy policy = create(snapshot.getExpiryPolicyFactory(), userObjects);
            ExpiryTimes expiry = new ExpiryTimes(policy == null ? new EternalExpiryPolicy() : policy, resources.time());
            for (CacheEntryListenerConfiguration<K, V> listener : snapshot.getCacheEntryListenerConfigurations()) {
                events.register(listener);
            }
            keyspace = resources.openKeyspace(name, !expiry.isEternal());
            CacheContext<K, V> context = new CacheContext<>(name, keyspace, entryCodec, resources.scratches(), expiry,
                    events, new ExpiredEvents<>(name, keyspace, entryCodec, events, resources.expirations(), resources.time()::nanos),
                    new CacheStatistics(resources.time()),
                    new ReadThrough<>(name, loader, snapshot.isReadThrough()),
                    new WriteThrough<>(name, writer, snapshot.isWriteThrough()));
            return wire(context, new CacheControl<>(context, snapshot, manager, userObjects));
        } catch (Throwable e) {
            if (keyspace != null) {
                keyspace.close();
            }
            userObjects.addAll(events.close());
            CacheControl.closeAll(name, userObjects);
            if (e instanceof Error || e instanceof CacheException || e instanceof IllegalStateException) {
                throw e;
            }
            throw new CacheException("cache '" + name + "' could not be created: " + e, e);
        }
    }

    /** How a cache is encoded is the one thing that {@link CompleteConfiguration} has no place for. */
    private CacheCodecs codecs(String name, Configuration<?, ?> configuration) {
        CodecSettings settings = configuration instanceof CodecSettings.Source source
                ? source.codecSettings() : CodecSettings.DEFAULTS;
        try {
            return codecs.forCache(settings);
        } catch (CodecException e) {
            throw new CacheException("cache '" + name + "' could not be created: " + e.getMessage(), e);
        }
    }

    private static void requireFactory(String name, String mode, boolean wanted, String setter, Factory<?> factory) {
        if (wanted && factory == null) {
            throw new IllegalArgumentException("cache '" + name + "' is configured for " + mode
                    + ", but has nothing to do it with: call " + setter + " too");
        }
    }

    private <K, V> CacheParts<K, V> wire(CacheContext<K, V> context, CacheControl<K, V> control) {
        EntryReads<K, V> reads = new EntryReads<>(context);
        EntryWrites<K, V> writes = new EntryWrites<>(context);
        return new CacheParts<>(reads, writes, new ConditionalWrites<>(context), new BulkReads<>(context, reads),
                new BulkWrites<>(context, writes), new Loading<>(context, resources.loads()), new Processing<>(context),
                () -> new CacheIterator<>(context), control);
    }

    private static <T> T create(Factory<? extends T> factory, List<Object> created) {
        if (factory == null) {
            return null;
        }
        T object = factory.create();
        created.add(object);
        return object;
    }
}
