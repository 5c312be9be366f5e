package org.varve.store.observe;

/**
 * A record that could not be kept.
 *
 * @param cache        whose
 * @param bytes        its size with header and key; {@link Long#MAX_VALUE} if the key alone is longer than any record may be
 * @param largestBytes size of the largest record that the store could keep
 */
public record OversizedReport(String cache, long bytes, long largestBytes) {
}
