package org.varve.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Where values are on an axis, from 0 at its beginning to 1 at its end, and which are written there. */
interface Scale {
    /**
     * A value on an axis.
     *
     * @param value of it
     * @param text  to write, empty for a line only
     */
    record Tick(double value, String text) {
    }

    /** 0 to 1 for values within the bounds. */
    double at(double value);

    /** In rising order. */
    List<Tick> ticks();

    /** Even steps, from a round number at or below {@code least} to one at or above {@code most}. */
    static Scale linear(double least, double most, int wanted) {
        double step = step((most - least) / wanted);
        double low = Math.floor(least / step + 1e-9) * step;
        double high = Math.max(low + step, Math.ceil(most / step - 1e-9) * step);
        return of(low, high, step);
    }

    /** Even steps, from 0 to {@code most} exactly. */
    static Scale upTo(double most, int wanted) {
        double high = most > 0 ? most : 1;
        return of(0, high, step(high / wanted));
    }

    private static double step(double about) {
        double decade = Math.pow(10, Math.floor(Math.log10(about > 0 ? about : 1)));
        double rest = about / decade;
        return decade * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
    }

    private static Scale of(double low, double high, double step) {
        List<Tick> ticks = new ArrayList<>();
        for (long i = Math.round(low / step); i * step <= high * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * step, Numbers.tick(i * step)));
        }
        return of(ticks, value -> (value - low) / (high - low));
    }

    /** Decades; where there are few of them 2 and 5 as well. */
    static Scale log(double least, double most) {
        double low = Math.floor(Math.log10(least) + 1e-9);
        double high = Math.max(low + 1, Math.ceil(Math.log10(most) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (double decade = low; decade <= high; decade++) {
            for (int digit = 1; digit < 10 && (decade < high || digit == 1); digit++) {
                double value = digit * Math.pow(10, decade);
                boolean isWritten = digit == 1 || high - low <= 2 && (digit == 2 || digit == 5);
                ticks.add(new Tick(value, isWritten ? Numbers.tick(value) : ""));
            }
        }
        return of(ticks, value -> (Math.log10(value) - low) / (high - low));
    }

    /** Twice as much is always as far: every given value is written. */
    static Scale values(List<Double> values) {
        double low = Math.log(values.get(0));
        double high = Math.max(low + 1e-9, Math.log(values.get(values.size() - 1)));
        double margin = Math.max(0.05 * (high - low), 0.1);
        List<Tick> ticks = values.stream().map(value -> new Tick(value, Numbers.tick(value))).toList();
        return of(ticks, value -> (Math.log(value) - low + margin) / (high - low + 2 * margin));
    }

    /** Percentiles, each nine as wide as the one before. */
    static Scale percentiles(int nines) {
        List<Tick> ticks = new ArrayList<>(List.of(new Tick(0, "0"), new Tick(50, "50"), new Tick(90, "90")));
        String text = "99";
        for (int nine = 2; nine <= nines; nine++) {
            ticks.add(new Tick(100 - Math.pow(10, 2 - nine), text));
            text += nine == 2 ? ".9" : "9";
        }
        return of(ticks, percentile -> percentile >= 100 ? 2 : -Math.log10(1 - percentile / 100) / nines);
    }

    /** Names side by side: the first is at 0, the next at 1, and so on. */
    static Scale names(List<String> names) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ticks.add(new Tick(i, names.get(i)));
        }
        return of(ticks, value -> (value + 0.5) / names.size());
    }

    private static Scale of(List<Tick> ticks, DoubleUnaryOperator at) {
        return new Scale() {
            @Override
            public double at(double value) {
                return at.applyAsDouble(value);
            }

            @Override
            public List<Tick> ticks() {
                return ticks;
            }
        };
    }
}
