package org.varve.store.reclaim;

/**
 * What reclaiming has done and cost since the store was opened. Times are in nanoseconds, and those of several threads add up.
 *
 * @param compactions     segments emptied by moving what was alive in them
 * @param compactionNanos time spent on that
 * @param copiedBytes     bytes of records that were moved, by compactions and by eviction
 * @param evictions       records evicted for lack of room
 * @param evictedBytes    bytes of those, but for records that could not be kept at all, or went because their bucket was full
 * @param evictionPasses  segments emptied in order to evict
 * @param evictionNanos   time spent on that
 * @param expirations     expired records that the store dropped by itself
 * @param expiredBytes    bytes of those
 * @param sweeps          sweeps over all indexes for what has expired
 * @param sweepNanos      time spent on that
 * @param stalls          number of times a writer had to wait for room
 * @param stallNanos      total time of those waits
 * @param oversized       records that could not be kept at all
 */
public record ReclaimFigures(long compactions, long compactionNanos, long copiedBytes, long evictions, long evictedBytes, long evictionPasses,
        long evictionNanos, long expirations, long expiredBytes, long sweeps, long sweepNanos, long stalls, long stallNanos, long oversized) {
    /** Of a store that was never opened. */
    public static final ReclaimFigures NONE = new ReclaimFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
