/**
 * Which part of the memory new entries get: found by miniature simulations of the requests that a store sees. {@link org.varve.store.tuning.MainShare} is all that
 * others know of it; behind it {@code Miniatures} plays a sample of the keys ({@code SampledKeys}) through several {@code Miniature}s of the eviction, and
 * {@code Duels} tells which of them does better than chance would make it.
 */
package org.varve.store.tuning;
