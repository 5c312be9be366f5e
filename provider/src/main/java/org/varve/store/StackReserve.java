package org.varve.store;

/**
 * Makes a stack overflow happen before a bucket is locked and not while it is: between the two versions of a bucket an exception would leave it
 * locked for good. The calls below need more stack than any locked section.
 */
final class StackReserve {
    private static final int DEPTH = 40;

    private StackReserve() {
    }

    /** @throws StackOverflowError if there is too little stack left to change a bucket */
    static void check() {
        descend(DEPTH, 1, 2, 3);
    }

    private static long descend(int depth, long a, long b, long c) {
        return depth == 0 ? a : descend(depth - 1, b + depth, c, a) + b;
    }
}
