package org.varve.store;

/**
 * Makes a stack overflow happen before a bucket is locked and not while it is: between the two versions of a bucket an exception would leave it
 * locked for good. The calls below need more stack than what follows them.
 */
final class StackReserve {
    /** For a pin. Some 25 ns, which every read pays where readers must pin. */
    private static final int SHALLOW = 40;
    /** For a bucket's lock. Some 110 ns; compiled frames here stand against interpreted ones there. */
    private static final int DEPTH = 150;
    /** For what goes deeper and is rare: emptying segments and indexes. */
    private static final int DEEP = 600;

    private StackReserve() {
    }

    /** @throws StackOverflowError if there is too little stack left to pin and unpin */
    static void checkShallow() {
        descend(SHALLOW, 1, 2, 3);
    }

    /** @throws StackOverflowError if there is too little stack left to change a bucket */
    static void check() {
        descend(DEPTH, 1, 2, 3);
    }

    /** @throws StackOverflowError if there is too little stack left to reclaim memory */
    static void checkDeep() {
        descend(DEEP, 1, 2, 3);
    }

    private static long descend(int depth, long a, long b, long c) {
        return depth == 0 ? a : descend(depth - 1, b + depth, c, a) + b;
    }
}
