package org.varve.benchmarks.measure;

import java.util.Arrays;

/**
 * What was measured, or a ratio that was taken, round by round.
 *
 * @param median of all rounds
 * @param least  of all rounds
 * @param most   of all rounds
 */
public record Ratio(double median, double least, double most) {
    /** @param rounds at least one */
    public static Ratio of(double[] rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Ratio(Rounds.median(sorted), sorted[0], sorted[sorted.length - 1]);
    }
}
