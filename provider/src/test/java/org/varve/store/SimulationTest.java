package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The store from seeds: see {@link Simulation}. {@code -Dvarve.simulation.seeds} and {@code -Dvarve.simulation.first} choose the seeds,
 * {@code -Dvarve.simulation.threads} how many threads run them.
 */
class SimulationTest {
    private static final long SEEDS = Long.getLong("varve.simulation.seeds", 1_500);
    private static final long FIRST = Long.getLong("varve.simulation.first", 0);
    private static final int THREADS = Integer.getInteger("varve.simulation.threads", Runtime.getRuntime().availableProcessors());

    @AfterAll
    static void speakAgain() {
        Simulation.speak();
    }

    @Test
    void noSeedFails() throws InterruptedException {
        System.out.println(new SimulationCampaign(FIRST, SEEDS, THREADS).run());
    }

    /** A step that died while a block of the sketch was being filled lost the block, one before a split a run of cells, one while an index shrank counted twice. */
    @ParameterizedTest
    @ValueSource(longs = {2_051_028, 3_176_392, 10_299})
    void aSeedThatOnceFailedDoesNotFail(long seed) {
        assertNull(SimulationShrinker.failure(SimulationPlan.of(seed), new Weakening()));
    }

    @Test
    void aSeedIsRepeatedExactly() {
        for (long seed = 0; seed < 20; seed++) {
            SimulationPlan plan = SimulationPlan.of(seed);
            assertEquals(plan, SimulationPlan.of(seed));
            assertEquals(Simulation.run(plan, new Weakening()), Simulation.run(plan, new Weakening()), "figures after seed " + seed);
        }
    }

    @Test
    void everythingHappens() {
        Map<SimulationAction, Integer> counts = new EnumMap<>(SimulationAction.class);
        for (long seed = 0; seed < 100; seed++) {
            SimulationPlan.of(seed).steps().forEach(step -> counts.merge(step.action(), 1, Integer::sum));
        }
        for (SimulationAction action : SimulationAction.values()) {
            assertTrue(counts.getOrDefault(action, 0) > 10, action + " happens " + counts.get(action) + " times");
        }
    }

    @ParameterizedTest
    @EnumSource(Weakenings.class)
    void aWeakenedStoreIsFound(Weakenings weakened) {
        int seed = 0;
        Throwable failure = null;
        while (failure == null && seed < weakened.seeds()) {
            failure = SimulationShrinker.failure(SimulationPlan.of(seed++), weakened.create());
        }
        assertNotNull(failure, "not found within " + seed + " seeds");
    }

    @Test
    void aFailureIsShrunkToTheStepsThatItNeeds() {
        SimulationPlan plan = SimulationPlan.of(1);
        List<SimulationStep> shrunk = new SimulationShrinker(Weakenings.LIVE_BYTES_NOT_TAKEN_OFF::create).shrink(plan).steps();
        assertTrue(shrunk.size() <= 3, () -> "still " + shrunk);
        assertTrue(plan.steps().containsAll(shrunk));
        String report = SimulationShrinker.report(plan, new AssertionError("as expected"), Weakenings.LIVE_BYTES_NOT_TAKEN_OFF::create);
        for (String part : Arrays.asList("seed 1 fails: as expected", shrunk.get(0).toString(), "-Dvarve.simulation.first=1")) {
            assertTrue(report.contains(part), report);
        }
    }
}
