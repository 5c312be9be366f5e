package org.varve.store.segment;

/**
 * Moves something out of a part of the address space whose memory is to be given back. Called by one thread at a time, outside of any access; each call
 * does a bounded piece of work.
 */
@FunctionalInterface
public interface Vacating {
    /** Moves nothing. */
    Vacating NONE = (from, to) -> false;

    /**
     * Does a step towards having nothing between two addresses. Whether the blocks there are free is the {@link BlockAllocator}'s business to know.
     *
     * @param from first address
     * @param to   address after the last
     * @return false if nothing could be moved now
     */
    boolean step(long from, long to);

    /** Nothing is to be moved any more, for now. */
    default void rest() {
        // Nothing to undo where nothing was moved.
    }
}
