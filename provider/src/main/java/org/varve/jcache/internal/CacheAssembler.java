package org.varve.jcache.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.varve.codec.CodecException;
import org.varve.codec.assembly.CacheCodecs;
import org.varve.codec.assembly.Codecs;
import org.varve.config.VarveConfiguration;
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
     * @param configuration with what templates say
     * @throws UnsupportedOperationException if the configuration asks for store by reference
     * @throws IllegalArgumentException      if the configuration contradicts itself
     * @throws CacheException                if one of the factories fails, or a serializer or library cannot be had
     */
    public <K, V> CacheParts<K, V> assemble(String name, VarveConfiguration<K, V> configuration) {
        if (!configuration.isStoreByValue()) {
            throw new UnsupportedOperationException("cache '" + name + "': store by reference is not supported, entries "
                    + "live off the heap; use setStoreByValue(true)");
        }
        requireFactory(name, "read-through", configuration.isReadThrough(), "setCacheLoaderFactory", configuration.getCacheLoaderFactory());
        requireFactory(name, "write-through", configuration.isWriteThrough(), "setCacheWriterFactory", configuration.getCacheWriterFactory());
        for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
            CacheEvents.requireFactory(name, listener);
        }
        List<Object> userObjects = new ArrayList<>();
        EntryCodec<K, V> entryCodec = new EntryCodec<>(name, codecs(name, configuration), configuration.getKeyType(), configuration.getValueType());
        CacheEvents<K, V> events = new CacheEvents<>(entryCodec, resources.listeners());
        CacheMemory memory = null;
        try {
            CacheLoader<K, V> loader = create(configuration.getCacheLoaderFactory(), userObjects);
            CacheWriter<? super K, ? super V> writer = create(configuration.getCacheWriterFactory(), userObjects);
            ExpiryPolicy policy = create(configuration.getExpiryPolicyFactory(), userObjects);
            ExpiryTimes expiry = new ExpiryTimes(policy == null ? new EternalExpiryPolicy() : policy, resources.time());
            for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
                events.register(listener);
            }
            memory = resources.stores().openCache(name, configuration, !expiry.isEternal());
            Keyspace keyspace = memory.keyspace();
            CacheContext<K, V> context = new CacheContext<>(name, keyspace, entryCodec, resources.scratches(), expiry,
                    events, new ExpiredEvents<>(name, keyspace, entryCodec, events, resources.expirations(), resources.time()::nanos),
                    new CacheStatistics(resources.time()),
                    new ReadThrough<>(name, loader, configuration.isReadThrough()),
                    new WriteThrough<>(name, writer, configuration.isWriteThrough()));
            return wire(context, new CacheControl<>(context, memory, configuration, manager, userObjects));
        } catch (Throwable e) {
            if (memory != null) {
                memory.close();
            }
            userObjects.addAll(events.close());
            CacheControl.closeAll(name, userObjects);
            if (e instanceof Error || e instanceof CacheException || e instanceof IllegalStateException) {
                throw e;
            }
            throw new CacheException("cache '" + name + "' could not be created: " + e, e);
        }
    }

    private CacheCodecs codecs(String name, VarveConfiguration<?, ?> configuration) {
        try {
            return codecs.forCache(configuration.codecSettings());
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
