package org.varve.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Leaves steps out of a plan that fails, for as long as it still fails: halves, then quarters, and so on to single steps. A. Zeller and R. Hildebrandt,
 * Simplifying and Isolating Failure-Inducing Input, IEEE TSE 2002, without its second half: a plan is short.
 */
final class SimulationShrinker {
    private static final int MOST_RUNS = 2_000;

    private final Supplier<Weakening> weakening;
    private int runs;

    SimulationShrinker(Supplier<Weakening> weakening) {
        this.weakening = weakening;
    }

    /** What the plan fails with, null if it does not. */
    static Throwable failure(SimulationPlan plan, Weakening weakening) {
        try {
            Simulation.run(plan, weakening);
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /** The failing plan without the steps that it does not need to fail. */
    SimulationPlan shrink(SimulationPlan failing) {
        List<SimulationStep> steps = failing.steps();
        for (int size = (steps.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
            boolean shrunk = true;
            while (shrunk) {
                int before = steps.size();
                steps = without(failing, steps, size);
                shrunk = steps.size() < before;
            }
        }
        return failing.with(steps);
    }

    private List<SimulationStep> without(SimulationPlan plan, List<SimulationStep> all, int size) {
        List<SimulationStep> steps = all;
        for (int from = steps.size() - size; from > -size && runs < MOST_RUNS; from -= size) {
            List<SimulationStep> fewer = new ArrayList<>(steps.subList(0, Math.max(0, from)));
            fewer.addAll(steps.subList(from + size, steps.size()));
            runs++;
            if (failure(plan.with(fewer), weakening.get()) != null) {
                steps = fewer;
            }
        }
        return steps;
    }

    /** Everything that is to be known of a failure. */
    static String report(SimulationPlan plan, Throwable failure, Supplier<Weakening> weakening) {
        SimulationPlan shrunk = new SimulationShrinker(weakening).shrink(plan);
        Throwable again = failure(shrunk, weakening.get());
        return "seed " + plan.seed() + " fails: " + failure.getMessage()
                + "\nwith " + shrunk.steps().size() + " of its " + plan.steps().size() + " steps: " + (again == null ? "not again" : again.getMessage())
                + "\n" + shrunk.describe()
                + "\nrepeat with -Dtest=SimulationTest -Dvarve.simulation.first=" + plan.seed() + " -Dvarve.simulation.seeds=1";
    }
}
