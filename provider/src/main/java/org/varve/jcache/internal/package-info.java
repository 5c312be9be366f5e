/**
 * The operations of a cache. A {@code get} goes from the facade to {@code EntryReads}, which encodes the key into pooled
 * buffers ({@code coding}) and asks the {@link org.varve.store.Keyspace}; a {@code put} takes the same way through
 * {@code EntryWrites}.
 *
 * <p>There are two paths. The <em>simple</em> one holds no key lock: nothing but the store has to be told, and expiry
 * times are known before the operation begins. Everything else is a <em>compound</em> operation, an
 * {@code EntryOperation}: look, user code, write and publish under the key's lock. {@code CacheAssembler} wires a cache.
 *
 * <p>What may enter: operations, one class per kind, and what ties them together. What an operation needs from one side only
 * (expiry, events, loader and writer, JMX, encoding) lives in the packages below, which do not know this one.
 */
package org.varve.jcache.internal;
