package org.varve.jcache.internal;

import java.util.Iterator;
import java.util.function.Supplier;
import javax.cache.Cache;

/**
 * A cache without its facade.
 *
 * @param reads       {@code get}, {@code containsKey}
 * @param writes      {@code put}, {@code getAndPut}, {@code remove}, {@code getAndRemove}
 * @param conditional {@code putIfAbsent}, {@code replace} and the like
 * @param bulkReads   {@code getAll}
 * @param bulkWrites  {@code putAll}, {@code removeAll}, {@code clear}
 * @param loading     {@code loadAll}
 * @param processing  {@code invoke}, {@code invokeAll}
 * @param iterators   makes iterators
 * @param control     life cycle, configuration, listeners
 * @param <K>         key type
 * @param <V>         value type
 */
public record CacheParts<K, V>(EntryReads<K, V> reads, EntryWrites<K, V> writes, ConditionalWrites<K, V> conditional,
        BulkReads<K, V> bulkReads, BulkWrites<K, V> bulkWrites, Loading<K, V> loading, Processing<K, V> processing,
        Supplier<Iterator<Cache.Entry<K, V>>> iterators, CacheControl<K, V> control) {
}
