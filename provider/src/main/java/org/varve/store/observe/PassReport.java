package org.varve.store.observe;

/**
 * How a pass went.
 *
 * @param kind          what it was for
 * @param isComplete    false if it was given up before its end, for lack of room or because something else was more urgent
 * @param nanos         time spent on it, without the pauses between its slices
 * @param copied        records that were moved
 * @param copiedBytes   bytes of those
 * @param evictions     records that were evicted
 * @param evictedBytes  bytes of those
 * @param expirations   records that were dropped because they had expired
 * @param expiredBytes  bytes of those
 * @param gainedBytes   blocks given back less blocks taken for what was moved, in bytes; may be negative
 */
public record PassReport(PassKind kind, boolean isComplete, long nanos, long copied, long copiedBytes, long evictions, long evictedBytes,
        long expirations, long expiredBytes, long gainedBytes) {
}
