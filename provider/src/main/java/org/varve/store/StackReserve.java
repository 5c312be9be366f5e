package org.varve.store;

/**
 * Makes a stack overflow happen before a bucket is locked and not while it is: between the two versions of a bucket an exception would leave it
 * locked for good. The calls below need more stack than any locked section, even if they are compiled and the section is interpreted.
 */
final class StackReserve {
    /**
     * Levels. A compiled one takes about 500 bytes; a locked section on checked memory, interpreted, some 4 KiB, and the JVM looks at the
     * end of the stack by pages of 4 KiB, interpreted and compiled code at different ones.
     */
    private static final int CHANGE = 20;
    /** Reclaiming and draining lock buckets some calls further down. */
    private static final int MAINTENANCE = 60;
    private static final int ACCESS = 2;

    private StackReserve() {
    }

    /** @throws StackOverflowError if there is too little stack left to change a bucket */
    static void check() {
        begin(CHANGE);
    }

    /** @throws StackOverflowError if there is too little stack left to reclaim memory or to drain an index */
    static void checkForMaintenance() {
        begin(MAINTENANCE);
    }

    /** @throws StackOverflowError if there is too little stack left to enter and leave the store without locking anything */
    static void checkForAccess() {
        begin(ACCESS);
    }

    private static void begin(int depth) {
        descend(depth, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
            29, 30);
    }

    /** Many parameters, because stack taken by few large frames costs a third of the time that it costs by many small ones. */
    private static long descend(int depth, long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k, long l,
            long m, long n, long o, long p, long q, long r, long s, long t, long u, long v, long w, long x, long y, long z,
            long aa, long ab, long ac, long ad) {
        return depth == 0 ? a
                : descend(depth - 1, b, a, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa, ab, ac, ad) + b;
    }
}
