package org.varve.store;

import java.util.SplittableRandom;
import org.varve.store.segment.BlockAllocator;

/** What users of the store and its own threads do in a simulation. */
final class SimulationOperations {
    private static final int HEADER = 24;

    private SimulationOperations() {
    }

    /** What a put wants, drawn. */
    record Wanted(SimulatedKeyspace keyspace, int key, boolean upperCase, byte[] value, long ifCreated, long ifUpdated, boolean mustFit) {
        static Wanted draw(Simulation simulation, SplittableRandom draw) {
            int which = simulation.anyKeyspace(draw);
            SimulatedKeyspace keyspace = simulation.keyspace(which);
            SimulationPlan.KeyspacePlan plan = simulation.plan().keyspaces().get(which);
            int key = draw.nextInt(plan.keyCount());
            byte[] value = anyValue(simulation, draw, plan.valueMost());
            boolean expirable = keyspace.isExpirable();
            long ifCreated = expirable ? expiry(simulation, draw) : Expiry.ETERNAL;
            long ifUpdated = draw.nextInt(3) == 0 ? Expiry.KEEP : expirable ? expiry(simulation, draw) : Expiry.ETERNAL;
            boolean upperCase = draw.nextBoolean();
            int size = HEADER + keyspace.encode(key, upperCase).length() + value.length;
            return new Wanted(keyspace, key, upperCase, value, ifCreated, ifUpdated, hasToFit(simulation, size));
        }

        void put() {
            keyspace.put(key, upperCase, value, ifCreated, ifUpdated, mustFit);
        }

        /** While others hold up whoever makes room, or evict. */
        void putIfItFits() {
            keyspace.put(key, upperCase, value, ifCreated, ifUpdated, false);
        }
    }

    /**
     * True if the blocks that are there suffice, beside the reserve and a segment of survivors that nobody can take away. Nobody knows as long as the memory
     * is more than the budget.
     */
    static boolean hasToFit(Simulation simulation, int size) {
        StoreParts parts = simulation.parts();
        BlockAllocator.Usage usage = parts.blocks().usage(parts.segments(), simulation.time().millis());
        int shift = parts.geometry().blockShift();
        long log = usage.committed() - usage.index() >>> shift;
        long least = (size >>> shift) + 3L + parts.geometry().reserve() + 2L * parts.geometry().segmentBlocks();
        return size <= parts.blocks().maxRecord() && usage.committed() <= simulation.figures().budget() && log >= least;
    }

    /** Mostly short, sometimes empty, seldom as large as can be. */
    private static byte[] anyValue(Simulation simulation, SplittableRandom draw, int most) {
        int choice = draw.nextInt(64);
        long large = simulation.parts().geometry().maxRecord();
        int length = choice == 0 ? draw.nextInt((int) large) : choice < 6 ? 0 : draw.nextInt(most);
        if (choice >= 6 && simulation.plan().hasFewLengths()) {
            length = length % 3 * most / 3;
        }
        byte[] value = new byte[length];
        draw.nextBytes(value);
        return value;
    }

    private static long expiry(Simulation simulation, SplittableRandom draw) {
        int[] lives = {1, 30, 300, 5_000, 1_000_000};
        return draw.nextInt(4) == 0 ? Expiry.ETERNAL : simulation.time().millis() + draw.nextInt(lives[draw.nextInt(lives.length)]);
    }

    private static int anyKey(Simulation simulation, int which, SplittableRandom draw) {
        return draw.nextInt(simulation.plan().keyspaces().get(which).keyCount());
    }

    static void get(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        for (int left = draw.nextInt(6); left >= 0; left--) {
            simulation.keyspace(which).get(anyKey(simulation, which, draw), draw.nextBoolean());
        }
    }

    static void contains(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        simulation.keyspace(which).contains(anyKey(simulation, which, draw), draw.nextBoolean());
    }

    static void put(Simulation simulation, SplittableRandom draw) {
        Wanted.draw(simulation, draw).put();
    }

    static void fill(Simulation simulation, SplittableRandom draw) {
        for (int left = draw.nextInt(40); left >= 0; left--) {
            put(simulation, draw);
        }
    }

    static void remove(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        simulation.keyspace(which).remove(anyKey(simulation, which, draw), draw.nextBoolean());
    }

    static void removeMany(Simulation simulation, SplittableRandom draw) {
        for (int left = draw.nextInt(30); left >= 0; left--) {
            remove(simulation, draw);
        }
    }

    static void touch(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        int key = anyKey(simulation, which, draw);
        simulation.keyspace(which).touch(key, draw.nextBoolean(), expiry(simulation, draw), draw.nextInt(8) == 0);
    }

    static void exchange(Simulation simulation, SplittableRandom draw) {
        Wanted wanted = Wanted.draw(simulation, draw);
        wanted.keyspace.exchange(wanted.key, wanted.upperCase, wanted.value, wanted.ifCreated, draw.nextBoolean(), wanted.mustFit);
    }

    static void lockAll(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        int[] several = draw.ints(1 + draw.nextInt(6), 0, simulation.plan().keyspaces().get(which).keyCount()).distinct().toArray();
        simulation.keyspace(which).lockAll(several, draw.nextBoolean(), draw.nextInt(3) == 0);
    }

    static void putTooLarge(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        byte[] value = new byte[(int) simulation.parts().geometry().maxRecord()];
        simulation.keyspace(which).put(anyKey(simulation, which, draw), draw.nextBoolean(), value, Expiry.ETERNAL, Expiry.ETERNAL, false);
    }

    /** Another index needs a block, and so does {@link #reopen}. */
    static void clear(Simulation simulation, SplittableRandom draw) {
        if (hasToFit(simulation, 0)) {
            simulation.keyspace(simulation.anyKeyspace(draw)).clear();
        }
    }

    static void reopen(Simulation simulation, SplittableRandom draw) {
        if (hasToFit(simulation, 0)) {
            simulation.keyspace(simulation.anyKeyspace(draw)).reopen();
        }
    }

    static void refusePlainWrites(Simulation simulation, SplittableRandom draw) {
        simulation.keyspace(simulation.anyKeyspace(draw)).refusePlainWrites(draw.nextBoolean());
    }

    static void beginWalk(Simulation simulation, SplittableRandom draw) {
        simulation.keyspace(simulation.anyKeyspace(draw)).beginWalk();
    }

    static void continueWalk(Simulation simulation, SplittableRandom draw) {
        simulation.keyspace(simulation.anyKeyspace(draw)).continueWalk(draw.nextBoolean() ? Integer.MAX_VALUE : draw.nextInt(40));
    }

    static void compareAll(Simulation simulation, SplittableRandom draw) {
        simulation.keyspace(simulation.anyKeyspace(draw)).compareAll();
    }

    /** To any budget that is allowed; most often near the middle. */
    static void resize(Simulation simulation, SplittableRandom draw) {
        Store store = simulation.store();
        long range = store.maxCapacity() - store.minCapacity();
        store.resize(store.minCapacity() + (draw.nextLong(range + 1) + draw.nextLong(range + 1)) / 2);
    }

    static void maintain(Simulation simulation, SplittableRandom draw) {
        SimulatedMaintenance.any(draw).perform(simulation.parts(), draw);
    }

    /** Forward by little or much, now and then a bit back. */
    static void jump(Simulation simulation, SplittableRandom draw) {
        int[] most = {10, 300, 10_000, 2_000_000};
        int choice = draw.nextInt(most.length + 1);
        simulation.time().jump(choice < most.length ? draw.nextInt(most[choice]) : -draw.nextInt(500));
        simulation.keyspaces().forEach(SimulatedKeyspace::clockJumped);
    }
}
