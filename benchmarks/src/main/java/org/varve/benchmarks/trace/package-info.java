/**
 * Hit ratios by simulation: the store's own eviction policy and frequency sketch run over a trace of keys without a store, beside exact LRU and
 * Caffeine. Start at {@link org.varve.benchmarks.trace.HitRatio}.
 */
package org.varve.benchmarks.trace;
