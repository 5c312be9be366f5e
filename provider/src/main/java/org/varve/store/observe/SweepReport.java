package org.varve.store.observe;

/**
 * How a sweep went.
 *
 * @param nanos        time spent on it, without the pauses between its steps
 * @param expirations  records that were dropped because they had expired
 * @param expiredBytes bytes of those, but for those of segments that somebody else has freed meanwhile, or that are not empty yet
 */
public record SweepReport(long nanos, long expirations, long expiredBytes) {
}
