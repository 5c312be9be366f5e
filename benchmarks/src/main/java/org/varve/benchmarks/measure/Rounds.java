package org.varve.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Measures several things in turns, over and over, so that a noisy moment of the machine hits all of them alike; ratios are taken round by round. */
public final class Rounds {
    private final Map<String, DoubleSupplier> measurements = new LinkedHashMap<>();
    private final Map<String, List<Double>> seen = new LinkedHashMap<>();

    /** A thing to measure; measured in the order of adding. */
    public void add(String name, DoubleSupplier measurement) {
        measurements.put(name, measurement);
        seen.put(name, new ArrayList<>());
    }

    /** @param warmUp first rounds that do not count */
    public void run(int warmUp, int rounds) {
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, DoubleSupplier> measurement : measurements.entrySet()) {
                double value = measurement.getValue().getAsDouble();
                if (round >= 0) {
                    seen.get(measurement.getKey()).add(value);
                }
            }
        }
    }

    /** The median of what the rounds that count have measured. */
    public double median(String name) {
        return median(seen.get(name).stream().mapToDouble(v -> v).toArray());
    }

    /** What the rounds that count have measured, one after the other. */
    public List<Double> all(String name) {
        return List.copyOf(seen.get(name));
    }

    /** The rounds' {@code a / b}. */
    public Ratio ratio(String a, String b) {
        return Ratio.of(ratios(a, b, null));
    }

    /** The median of the rounds' {@code (a - less) / (b - less)}; {@code less} may be null. */
    public double ratio(String a, String b, String less) {
        return median(ratios(a, b, less));
    }

    private double[] ratios(String a, String b, String less) {
        double[] ratios = new double[seen.get(a).size()];
        for (int i = 0; i < ratios.length; i++) {
            double off = less == null ? 0 : seen.get(less).get(i);
            ratios[i] = (seen.get(a).get(i) - off) / (seen.get(b).get(i) - off);
        }
        return ratios;
    }

    /** The middle one, or the mean of the two in the middle. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
