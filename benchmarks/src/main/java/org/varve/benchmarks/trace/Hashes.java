package org.varve.benchmarks.trace;

/** Key hashes in place of the store's seeded ones. */
final class Hashes {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private Hashes() {
    }

    /** Another function of the key for every seed. */
    static long of(long key, long seed) {
        return of(key ^ of(seed));
    }

    /** Steele, Lea and Flood's SplitMix64, "Fast splittable pseudorandom number generators" (OOPSLA 2014). */
    static long of(long key) {
        long h = (key + 1) * STEP;
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return h ^ h >>> 31;
    }
}
