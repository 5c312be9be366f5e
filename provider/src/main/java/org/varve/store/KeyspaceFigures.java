package org.varve.store;

/**
 * One reading of a keyspace's accounts; exact when nothing is going on.
 *
 * @param records     number of mappings, expired ones that have not been met yet included
 * @param bytes       bytes of their records, headers and keys included
 * @param floor       bytes below which they are evicted last, as far as the store grants it; 0 for none
 * @param ceiling     bytes above which they are evicted first; {@link Long#MAX_VALUE} for none
 * @param evictions   mappings evicted for lack of room since the keyspace was opened
 * @param expirations expired mappings that the store dropped by itself since then
 * @param oversized   mappings that could not be kept at all since then; they count as evicted, too
 */
public record KeyspaceFigures(long records, long bytes, long floor, long ceiling, long evictions, long expirations, long oversized) {
}
