package org.varve.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs a plan: threads that take turns, no background, nothing that is not in the plan. The store's own structures are verified after every step, answers
 * are compared with those of a plain map, and in the end all memory must have been given back.
 */
final class Simulation {
    /** A simulated store warns of what was asked for. A field, because the logger is forgotten otherwise. */
    private static final Logger QUIET = Logger.getLogger("org.varve.store");

    private final SimulationPlan plan;
    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedMemory memory;
    private final Weakening weakening;
    private final Store store;
    private final List<SimulatedKeyspace> keyspaces = new ArrayList<>();

    private Simulation(SimulationPlan plan, Weakening weakening) {
        this.plan = plan;
        this.weakening = weakening;
        this.memory = new SimulatedMemory(weakening);
        StoreOptions options = StoreOptions.of("simulated", StoreOptions.MIN_CAPACITY, time).withReclaimThreads(plan.workers());
        this.store = Store.openQuiet(options, plan.geometry(), memory, new SplittableRandom(plan.storeSeed())::nextLong);
    }

    /** Warnings are to be heard again. */
    static void speak() {
        QUIET.setLevel(null);
    }

    /**
     * @return the store's figures in the end
     * @throws AssertionError or whatever the store threw, if anything is not as it should be
     */
    static StoreFigures run(SimulationPlan plan, Weakening weakening) {
        QUIET.setLevel(Level.OFF);
        return SimulatedThread.call(() -> runHere(plan, weakening));
    }

    private static StoreFigures runHere(SimulationPlan plan, Weakening weakening) {
        Simulation simulation = new Simulation(plan, weakening);
        boolean done = false;
        try {
            simulation.run();
            done = true;
            return simulation.store.figures();
        } finally {
            simulation.end(done);
        }
    }

    private void run() {
        for (int i = 0; i < plan.keyspaces().size(); i++) {
            SimulationPlan.KeyspacePlan each = plan.keyspaces().get(i);
            keyspaces.add(new SimulatedKeyspace(store, "keyspace " + i, each.expirable(), each.keys(), time, memory));
        }
        int done = 0;
        try {
            for (SimulationStep step : plan.steps()) {
                perform(step);
                done++;
            }
            memory.begin(false);
            keyspaces.forEach(SimulatedKeyspace::compareAll);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("step " + done + " of seed " + plan.seed() + ": " + e, e);
        }
    }

    private void perform(SimulationStep step) {
        memory.begin(step.action().isMaintenance());
        step.action().perform(this, new SplittableRandom(step.entropy()));
        memory.disarm();
        memory.begin(false);
        // The clock has interrupted whoever waited.
        Thread.interrupted();
        weakening.after(store, step);
        if (memory.locked() != 0) {
            throw new AssertionError(memory.locked() + " buckets are locked");
        }
        StoreVerifier.verify(store);
        boolean always = (step.entropy() & 3) == 0;
        keyspaces.forEach(each -> each.reconcile(always));
    }

    private void end(boolean wasSound) {
        Thread.interrupted();
        memory.begin(false);
        try {
            store.close();
        } catch (RuntimeException | Error e) {
            if (wasSound) {
                throw e;
            }
        }
        if (wasSound && memory.openExtents() != 0) {
            throw new AssertionError(memory.openExtents() + " extents were not given back");
        }
    }

    SimulationPlan plan() {
        return plan;
    }

    SimulatedTime time() {
        return time;
    }

    SimulatedMemory memory() {
        return memory;
    }

    Store store() {
        return store;
    }

    StoreFigures figures() {
        return store.figures();
    }

    StoreParts parts() {
        return store.parts();
    }

    int anyKeyspace(SplittableRandom draw) {
        return draw.nextInt(keyspaces.size());
    }

    SimulatedKeyspace keyspace(int which) {
        return keyspaces.get(which);
    }

    List<SimulatedKeyspace> keyspaces() {
        return keyspaces;
    }
}
