package org.varve.benchmarks.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Numbers of entries as caches are asked for them: the one of rank {@code r} as often as {@code 1 / r^exponent} says, and ranks strewn over the entries. */
public final class Zipf {
    private final double[] cumulative;
    private final int[] entryOfRank;

    /** @param entries at least 1 */
    public Zipf(int entries, double exponent, long seed) {
        cumulative = new double[entries];
        entryOfRank = new int[entries];
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int rank = 0; rank < entries; rank++) {
            sum += Math.pow(rank + 1, -exponent);
            cumulative[rank] = sum;
            int other = random.nextInt(rank + 1);
            entryOfRank[rank] = entryOfRank[other];
            entryOfRank[other] = rank;
        }
    }

    /** Independent draws. */
    public int[] draw(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double total = cumulative[cumulative.length - 1];
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(cumulative, random.nextDouble() * total);
            // Rounding may put the product on the total itself.
            drawn[i] = entryOfRank[Math.min(at < 0 ? -at - 1 : at, cumulative.length - 1)];
        }
        return drawn;
    }
}
