package org.varve.jcache.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.varve.jcache.internal.coding.Scratch;
import org.varve.store.StoreClosedException;

/**
 * Entry processors.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class Processing<K, V> {
    private final CacheContext<K, V> cache;

    Processing(CacheContext<K, V> cache) {
        this.cache = cache;
    }

    /** See {@link javax.cache.Cache#invoke}. */
    public <T> T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        long start = cache.statistics().start();
        try (Scratch scratch = cache.scratch(key); EntryOperation<K, V> operation = cache.lock(key, scratch)) {
            if (operation.look()) {
                cache.statistics().hit(start);
            } else {
                cache.statistics().miss(start);
            }
            ProcessorEntry<K, V> entry = new ProcessorEntry<>(cache, operation, scratch);
            T result;
            try {
                result = processor.process(entry, arguments);
            } catch (EntryProcessorException e) {
                throw e;
            } catch (Exception e) {
                throw new EntryProcessorException("an entry processor of cache '" + cache.name() + "' failed: " + e, e);
            } finally {
                entry.end();
            }
            apply(entry, operation, start);
            return result;
        }
    }

    private void apply(ProcessorEntry<K, V> entry, EntryOperation<K, V> operation, long start) {
        switch (entry.action()) {
            case NONE -> {
            }
            case ACCESS -> operation.accessed();
            case LOAD -> operation.store(entry.encoded(), entry.encoded().length);
            case SET -> {
                cache.writer().write(new VarveEntry<>(operation.key(), entry.value()));
                if (operation.store(entry.encoded(), entry.encoded().length)) {
                    cache.statistics().puts(start, 1);
                }
            }
            case REMOVE -> {
                cache.writer().delete(operation.key());
                if (operation.isLive()) {
                    operation.remove();
                    cache.statistics().removals(start, 1);
                }
            }
        }
    }

    /** See {@link javax.cache.Cache#invokeAll}. One key's failure is that key's result. */
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(Set<? extends K> keys, EntryProcessor<K, V, T> processor,
            Object... arguments) {
        for (K key : keys) {
            cache.codec().checkKey(key);
        }
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        for (K key : keys) {
            EntryProcessorResult<T> result = resultOf(key, processor, arguments);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    private <T> EntryProcessorResult<T> resultOf(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        try {
            T result = invoke(key, processor, arguments);
            return result == null ? null : () -> result;
        } catch (StoreClosedException e) {
            // No result of one key: there is no cache any more.
            throw e;
        } catch (EntryProcessorException e) {
            return failed(e);
        } catch (Exception e) {
            return failed(new EntryProcessorException("an entry processor of cache '" + cache.name() + "' failed: " + e, e));
        }
    }

    private static <T> EntryProcessorResult<T> failed(EntryProcessorException failure) {
        return () -> {
            throw failure;
        };
    }
}
