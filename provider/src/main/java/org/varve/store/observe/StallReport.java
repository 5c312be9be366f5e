package org.varve.store.observe;

/**
 * How a writer's wait for room ended, or the help that it gave because few blocks were left.
 *
 * @param nanos       time that it took, helping included
 * @param wantedBytes blocks that the writer needed, in bytes; of one that only helped, a block
 * @param hasRoom     false if it gave up; what it wanted to put is evicted then
 */
public record StallReport(long nanos, long wantedBytes, boolean hasRoom) {
}
