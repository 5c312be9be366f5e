package org.varve.benchmarks.measure;

import java.util.SplittableRandom;

/** A distribution of value lengths in bytes. */
@FunctionalInterface
public interface Lengths {
    /** Draws one. */
    int next(SplittableRandom random);

    /** Always the same. */
    static Lengths fixed(int bytes) {
        return random -> bytes;
    }

    /** Each length from {@code least} to {@code most} as often as any other. */
    static Lengths uniform(int least, int most) {
        return random -> random.nextInt(least, most + 1);
    }

    /** Many small and few large ones: a Pareto distribution bounded on both sides. With 40, 2048 and 0.65 the mean is about 240. */
    static Lengths pareto(int least, int most, double exponent) {
        double ratio = Math.pow((double) least / most, exponent);
        return random -> {
            double u = random.nextDouble();
            return (int) Math.min(most, least / Math.pow(1 - u * (1 - ratio), 1 / exponent));
        };
    }
}
