package org.varve.benchmarks.compare;

import java.util.Map;
import org.varve.benchmarks.measure.Lengths;

/** What lengths of values there are in commands that let them shift. */
final class SizedFill {
    /** By name, as results have it. */
    static final Map<String, Lengths> LENGTHS = Map.of("100", Lengths.fixed(100), "130_200", Lengths.uniform(130, 200), "40_2048", Lengths.pareto(40, 2048, 0.65),
            "1024", Lengths.fixed(1024), "300", Lengths.fixed(300));

    private SizedFill() {
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Lengths named(String name) {
        Lengths lengths = LENGTHS.get(name);
        if (lengths == null) {
            throw new IllegalArgumentException("no lengths are called " + name + "; there are " + LENGTHS.keySet().stream().sorted().toList());
        }
        return lengths;
    }
}
