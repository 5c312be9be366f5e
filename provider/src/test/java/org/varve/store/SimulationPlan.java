package org.varve.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.varve.store.segment.Geometry;

/**
 * Everything that follows from a seed: a tiny store, its keyspaces, and what happens to them.
 *
 * @param workers   how many threads there would be to reclaim
 * @param storeSeed of what a store draws: the seed of its key hashes, and of its policies
 */
record SimulationPlan(long seed, Geometry geometry, int workers, long storeSeed, List<KeyspacePlan> keyspaces, List<SimulationStep> steps) {
    private static final int LEAST_STEPS = 20;
    private static final int MORE_STEPS = 80;

    /**
     * What a keyspace is like.
     *
     * @param keyCount  number of keys in use
     * @param valueMost bytes of the largest usual value
     */
    record KeyspacePlan(boolean expirable, SimulatedKeys keys, int keyCount, int valueMost) {
    }

    static SimulationPlan of(long seed) {
        // Neighbouring seeds give unlike plans: the first draws of a splittable generator are mixed well.
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + random.nextInt(3);
        Geometry geometry = geometry(random, count);
        List<KeyspacePlan> keyspaces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keyspaces.add(keyspace(random, geometry));
        }
        List<SimulationStep> steps = new ArrayList<>();
        int total = LEAST_STEPS + random.nextInt(MORE_STEPS);
        for (int i = 0; i < total; i++) {
            steps.add(new SimulationStep(SimulationAction.any(random), random.nextLong()));
        }
        return new SimulationPlan(seed, geometry, 1 + random.nextInt(3), random.nextLong(), keyspaces, steps);
    }

    /** In every third plan values have few different lengths, so that more puts find a record of the same shape, and some are made to. */
    boolean hasFewLengths() {
        return seed % 3 == 2;
    }

    private static Geometry geometry(SplittableRandom random, int keyspaces) {
        // So many blocks that survivors are told apart by age are rare: they make a slow seed.
        boolean isLarge = random.nextInt(32) == 0;
        int blockShift = isLarge ? 10 : 10 + random.nextInt(3);
        int blocks = isLarge ? 520 + random.nextInt(80) : 8 + random.nextInt(random.nextBoolean() ? 24 : 193);
        int segmentBlocks = 1 + random.nextInt(Math.min(6, blocks / 8));
        int reserve = 1 + random.nextInt(segmentBlocks);
        int heads = blocks > 12 * segmentBlocks ? 1 << random.nextInt(3) : 1;
        // Blocks for an index each, for chunks, for the reserve and for some segments: with less no store can work.
        int least = 4 + 2 * keyspaces + reserve + (heads + 3) * segmentBlocks;
        // The first extent must hold more than the reserve, or the index has no block to begin with.
        int extentBlocks = Math.max(Integer.highestOneBit(reserve + 1) << 1, 2 << random.nextInt(5));
        int extentShift = blockShift + Integer.numberOfTrailingZeros(extentBlocks);
        int budget = Math.max(blocks, least);
        // Most can be raised later; there are more slots for extents than the highest budget needs, since some extents may be short.
        int slots = (budget * (1 + random.nextInt(3)) + extentBlocks - 1) / extentBlocks + (random.nextInt(4) == 0 ? 0 : 4);
        return new Geometry(blockShift, slots * extentBlocks, extentShift, segmentBlocks, reserve, heads, budget);
    }

    private static KeyspacePlan keyspace(SplittableRandom random, Geometry geometry) {
        int block = geometry.blockSize();
        boolean canonical = random.nextInt(3) > 0;
        int[] longest = {4, 60, 60, 200, 2 * block};
        int[] spreads = {0, 0, 1, 3, 12};
        int[] counts = {4, 16, 40, 120, 400};
        int[] values = {20, 60, 200, block, 3 * block};
        SimulatedKeys keys = new SimulatedKeys(canonical, longest[random.nextInt(longest.length)], spreads[random.nextInt(spreads.length)]);
        return new KeyspacePlan(random.nextBoolean(), keys, counts[random.nextInt(counts.length)], values[random.nextInt(values.length)]);
    }

    SimulationPlan with(List<SimulationStep> others) {
        return new SimulationPlan(seed, geometry, workers, storeSeed, keyspaces, List.copyOf(others));
    }

    /** For a failure's message. */
    String describe() {
        StringBuilder text = new StringBuilder("seed " + seed + ": " + geometry + ", workers " + workers);
        keyspaces.forEach(each -> text.append("\n  ").append(each));
        for (int i = 0; i < steps.size(); i++) {
            text.append("\n  ").append(i).append(": ").append(steps.get(i));
        }
        return text.toString();
    }
}
