package org.varve.benchmarks.store;

import org.varve.benchmarks.trace.Sizes;
import org.varve.benchmarks.trace.SlruLogSimulation;
import org.varve.benchmarks.trace.SlruLogSimulation.Setup;
import org.varve.benchmarks.trace.Trace;

/**
 * The simulation of a store that was measured: as many entries resident on average, as much sketch, segments of as many entries. Open heads and what is
 * kept free lie in the rest of its capacity, as they do in the store's.
 *
 * @param hitRatio in percent
 * @param resident entries on average since the first was evicted
 * @param segments with the one that is kept free
 */
record SimulatedStore(double hitRatio, double resident, int segments) {
    private static final int TRIALS = 10;
    /** Heads and the reserve, to begin with. */
    private static final int UNUSABLE = 3;

    /** Changes the number of segments until those resident are as many as in the store, as nearly as whole segments allow. */
    static SimulatedStore like(TraceRun store, Trace trace, long seed) {
        int perSegment = (int) Math.max(1, Math.round(store.resident() / store.segments()));
        int segments = (int) (store.resident() / perSegment) + UNUSABLE;
        SimulatedStore best = null;
        for (int trial = 0; trial < TRIALS; trial++) {
            SimulatedStore next = simulate(trace, perSegment, segments, store.sketchBytes(), seed);
            if (best == null || next.miss(store) < best.miss(store)) {
                best = next;
            }
            int change = (int) Math.round((store.resident() - next.resident) / perSegment);
            if (change == 0) {
                break;
            }
            segments = Math.max(2, segments + change);
        }
        return best;
    }

    private static SimulatedStore simulate(Trace trace, int perSegment, int segments, long sketchBytes, long seed) {
        long capacity = (long) perSegment * segments;
        SlruLogSimulation simulation = new SlruLogSimulation(
                new Setup(capacity, segments, (double) sketchBytes / capacity, false, Long.MAX_VALUE, Sizes.ONE, 1, true, seed));
        long hits = simulation.hits(trace);
        return new SimulatedStore(100 * trace.ratio(hits), simulation.averageResident(), segments);
    }

    private double miss(TraceRun store) {
        return Math.abs(store.resident() - resident);
    }
}
