package org.varve.store;

/**
 * One reading of a store's accounts, in bytes unless said otherwise. At every moment
 * {@code committed = live + dead + free + index}, and {@code committed <= budget} but for one case: when the budget has been lowered, {@code committed}
 * is above it until enough has been moved or evicted and given back to the operating system.
 *
 * @param budget    upper bound of everything off-heap, as last set
 * @param committed taken from the operating system and not given back
 * @param live      bytes of records that an index names and that have not expired, as far as the segments' counters tell
 * @param dead      bytes of log blocks that hold no live record (overwritten, removed, expired, padding, unfilled tail)
 * @param free      bytes of blocks that hold nothing
 * @param index     bytes of blocks that hold index cells or the frequency sketch
 * @param sketch    bytes of the frequency sketch, which are part of {@code index}
 * @param heap      bytes of the tables kept on the Java heap
 * @param records   number of mappings
 * @param evictions number of mappings evicted for lack of room
 * @param expirations number of expired mappings that the store dropped by itself
 * @param segments  number of segments that hold blocks
 * @param compactions number of segments compacted so far
 * @param stalls    number of times a writer had to wait for room
 * @param stallNanos total time of those waits
 */
public record StoreFigures(long budget, long committed, long live, long dead, long free, long index, long sketch, long heap,
        long records, long evictions, long expirations, long segments, long compactions, long stalls, long stallNanos) {

    /** Figures of a store that has not been opened or is closed. */
    public static StoreFigures none(long budget) {
        return new StoreFigures(budget, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
