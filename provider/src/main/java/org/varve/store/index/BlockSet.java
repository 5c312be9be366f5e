package org.varve.store.index;

import java.util.BitSet;

/** A set of block numbers that knows where its lowest is likely to be. Not thread safe. */
final class BlockSet {
    private final BitSet blocks = new BitSet();
    /** No element is lower. */
    private int bound;

    void add(int block) {
        blocks.set(block);
        bound = Math.min(bound, block);
    }

    void remove(int block) {
        blocks.clear(block);
    }

    boolean contains(int block) {
        return blocks.get(block);
    }

    /** The lowest element, or -1. */
    int lowest() {
        int lowest = blocks.nextSetBit(bound);
        bound = lowest < 0 ? Integer.MAX_VALUE : lowest;
        return lowest;
    }

    /** The highest element that is not above {@code from}, or -1. */
    int highest(int from) {
        return blocks.previousSetBit(from);
    }

    long heapBytes() {
        return blocks.size() / Byte.SIZE;
    }
}
