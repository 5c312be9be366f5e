package org.varve.jcache.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.store.Presence;
import org.varve.store.StoreKey;

/**
 * Loading entries in the background, at somebody's request.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class Loading<K, V> {
    private static final System.Logger LOG = System.getLogger(Loading.class.getName());

    private final CacheContext<K, V> cache;
    private final Executor executor;

    Loading(CacheContext<K, V> cache, Executor executor) {
        this.cache = cache;
        this.executor = executor;
    }

    /** See {@link javax.cache.Cache#loadAll}. */
    public void loadAll(Set<? extends K> keys, boolean replaceExisting, CompletionListener listener) {
        List<K> copies = new ArrayList<>(keys.size());
        try (Scratch work = cache.scratches().take()) {
            for (K key : keys) {
                cache.codec().checkKey(key);
                copies.add(cache.codec().copyKey(key, work));
            }
        }
        if (!cache.loader().hasLoader()) {
            tell(listener, null);
            return;
        }
        try {
            executor.execute(() -> run(copies, replaceExisting, listener));
        } catch (RejectedExecutionException e) {
            throw new CacheException("cache '" + cache.name() + "' has too many loads waiting, or is being closed", e);
        }
    }

    private void run(List<K> keys, boolean replaceExisting, CompletionListener listener) {
        Exception failure = null;
        try {
            List<K> wanted = replaceExisting ? keys : absent(keys);
            if (!wanted.isEmpty()) {
                load(wanted, replaceExisting);
            }
        } catch (Exception e) {
            failure = e;
        } catch (Error e) {
            // Whoever waits for the listener must not wait for ever.
            tell(listener, new CacheException("loading into cache '" + cache.name() + "' failed: " + e, e));
            throw e;
        }
        tell(listener, failure);
    }

    private List<K> absent(List<K> keys) {
        List<K> absent = new ArrayList<>();
        try (Scratch work = cache.scratches().take()) {
            for (K key : keys) {
                StoreKey storeKey = cache.codec().storeKey(key, work);
                if (cache.keyspace().contains(storeKey) != Presence.LIVE) {
                    absent.add(key);
                }
            }
        }
        return absent;
    }

    private void load(List<K> keys, boolean replaceExisting) {
        try (EntryGroup<K, V> group = cache.lockAll(keys)) {
            List<K> wanted = new ArrayList<>();
            for (EntryOperation<K, V> operation : group) {
                if (!operation.look() || replaceExisting) {
                    wanted.add(operation.key());
                }
            }
            if (wanted.isEmpty()) {
                return;
            }
            Map<K, V> loaded = cache.loader().loadAll(wanted);
            List<EntryOperation<K, V>> operations = group.operations();
            byte[][] values = cache.loadedValues(operations, loaded, group.work());
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null && (!operations.get(i).look() || replaceExisting)) {
                    operations.get(i).store(values[i], values[i].length);
                }
            }
        }
    }

    private void tell(CompletionListener listener, Exception failure) {
        if (listener == null) {
            return;
        }
        try {
            if (failure == null) {
                listener.onCompletion();
            } else {
                listener.onException(failure);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A completion listener of cache '" + cache.name() + "' failed", e);
        }
    }
}
