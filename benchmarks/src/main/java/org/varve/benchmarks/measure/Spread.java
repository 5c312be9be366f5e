package org.varve.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several rounds have measured, as a result file has it: median, least, most and each round. */
public final class Spread {
    private Spread() {
    }

    /** Rounds that failed are NaN and left out; null if there is none left. */
    public static Map<String, Object> of(Collection<? extends Number> rounds) {
        double[] values = rounds.stream().mapToDouble(Number::doubleValue).filter(Double::isFinite).toArray();
        if (values.length == 0) {
            return null;
        }
        Ratio ratio = Ratio.of(values);
        Map<String, Object> spread = new LinkedHashMap<>();
        spread.put("median", ratio.median());
        spread.put("least", ratio.least());
        spread.put("most", ratio.most());
        spread.put("rounds", List.copyOf(rounds));
        return spread;
    }

    /** The rounds' {@code a / b}; null if they have no rounds in common. */
    public static Map<String, Object> ofRatios(List<? extends Number> a, List<? extends Number> b) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            ratios.add(a.get(i).doubleValue() / b.get(i).doubleValue());
        }
        return of(ratios);
    }
}
