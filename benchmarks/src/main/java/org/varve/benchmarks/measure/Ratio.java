package org.varve.benchmarks.measure;

import java.util.Arrays;

/**
 * A ratio that was taken round by round.
 *
 * @param median of all rounds
 * @param least  of all rounds
 * @param most   of all rounds
 */
public record Ratio(double median, double least, double most) {
    static Ratio of(double[] rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Ratio(Rounds.median(sorted), sorted[0], sorted[sorted.length - 1]);
    }
}
