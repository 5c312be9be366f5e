package org.varve.jcache.internal.integration;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * The cache's writer; every call does nothing where write-through is off.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class WriteThrough<K, V> {
    private final String cacheName;
    private final CacheWriter<? super K, ? super V> writer;
    private final boolean enabled;

    /** @param writer may be null */
    public WriteThrough(String cacheName, CacheWriter<? super K, ? super V> writer, boolean writeThrough) {
        this.cacheName = cacheName;
        this.writer = writer;
        this.enabled = writeThrough && writer != null;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public CacheWriter<? super K, ? super V> writer() {
        return writer;
    }

    /** @throws CacheWriterException whatever exception the writer throws, as itself or as cause */
    public void write(Cache.Entry<K, V> entry) {
        if (enabled) {
            CacheWriterException failure = attempt(() -> writer.write(entry));
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** @throws CacheWriterException whatever exception the writer throws, as itself or as cause */
    public void delete(K key) {
        if (enabled) {
            CacheWriterException failure = attempt(() -> writer.delete(key));
            if (failure != null) {
                throw failure;
            }
        }
    }

    /**
     * Writes the entries; what was not written is still in the collection afterwards.
     *
     * @param entries mutable
     * @return the failure, or null if everything was written (the collection is then empty, whatever the writer left in it)
     */
    public CacheWriterException writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
        CacheWriterException failure = attempt(() -> call(entries));
        if (failure == null) {
            entries.clear();
        }
        return failure;
    }

    // The writer's own type parameters are wildcards of ours, which the element type of its collection cannot express.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private void call(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
        ((CacheWriter) writer).writeAll(entries);
    }

    /** Deletes the keys; otherwise like {@link #writeAll}. */
    public CacheWriterException deleteAll(Collection<K> keys) {
        CacheWriterException failure = attempt(() -> writer.deleteAll(keys));
        if (failure == null) {
            keys.clear();
        }
        return failure;
    }

    private CacheWriterException attempt(Runnable call) {
        try {
            call.run();
            return null;
        } catch (CacheWriterException e) {
            return e;
        } catch (Exception e) {
            return new CacheWriterException("the writer of cache '" + cacheName + "' failed: " + e, e);
        }
    }
}
