/**
 * The store: byte strings in, byte strings out, off the Java heap, inside one byte budget. Read this first.
 *
 * <p>A {@link org.varve.store.Store} has a budget; a {@link org.varve.store.Keyspace} is one cache's part of it. The path of a get:
 * {@code Keyspace.get} asks {@code ReadPath}, which hashes the key ({@code log.KeyHash}), finds the bucket and the entries whose tag matches
 * ({@code index.Index}), compares the key and copies the value ({@code log.Records}) without any lock, and believes what it copied only if
 * the bucket's version and the index's table have not moved. The path of a put: {@code WritePath} takes a head ({@code log.Head}), writes the record,
 * locks the bucket, swaps the entry word, adjusts the live bytes of both segments ({@code segment.SegmentTable}), unlocks the bucket
 * and then the head. When blocks run short, {@code reclaim.Reclaimer} compacts or evicts segments, by {@code policy},
 * whose window is as large as {@code tuning} finds best for the requests that {@code RequestSample} tells it of.
 *
 * <p>Imports point down: store, reclaim, log, index, tuning, policy, segment, memory. Nothing here knows {@code javax.cache} or how objects are encoded. User code is
 * called in one place only, {@code StoreKey.Equality}, with no lock of the store held but locks of keys.
 */
package org.varve.store;
