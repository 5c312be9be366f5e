package org.varve.store;

import java.util.SplittableRandom;
import org.varve.store.SimulationOperations.Wanted;

/** What goes wrong in a simulation, and who comes in at a bad moment. */
final class SimulationFaults {
    private static final int MOST_CHANGED = 120;

    private SimulationFaults() {
    }

    static void refuseMemory(Simulation simulation, SplittableRandom draw) {
        simulation.memory().refuse(draw.nextInt(4) == 0 ? Integer.MAX_VALUE : draw.nextInt(4));
    }

    static void putInterrupted(Simulation simulation, SplittableRandom draw) {
        Wanted wanted = Wanted.draw(simulation, draw);
        simulation.time().setPatient(true);
        Thread.currentThread().interrupt();
        wanted.put();
        simulation.time().setPatient(false);
        if (!Thread.interrupted()) {
            throw new AssertionError("a put has swallowed an interrupt");
        }
    }

    /** As often at one of the first accesses as far behind. */
    private static long somewhere(SplittableRandom draw) {
        return draw.nextInt(1 << draw.nextInt(11));
    }

    private static void failSomewhere(Simulation simulation, SplittableRandom draw) {
        simulation.memory().at(somewhere(draw), () -> {
            throw new SimulatedFault();
        });
    }

    static void putFails(Simulation simulation, SplittableRandom draw) {
        Wanted wanted = Wanted.draw(simulation, draw);
        simulation.memory().at(draw.nextInt(1 << draw.nextInt(8)), () -> {
            throw new SimulatedFault();
        });
        try {
            StoreKey key = wanted.keyspace().encode(wanted.key(), wanted.upperCase());
            try (LockedKey locked = wanted.keyspace().keyspace().lock(key)) {
                locked.put(wanted.value(), 0, wanted.value().length, wanted.ifCreated(), wanted.ifUpdated());
            }
        } catch (SimulatedFault expected) {
            // What matters is what is left.
        }
        simulation.memory().disarm();
        wanted.keyspace().afterFailedPut(wanted.key(), wanted.value(), wanted.ifCreated(), wanted.ifUpdated());
    }

    static void removeFails(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        SimulatedKeyspace keyspace = simulation.keyspace(which);
        int key = draw.nextInt(simulation.plan().keyspaces().get(which).keyCount());
        simulation.memory().at(draw.nextInt(20), () -> {
            throw new SimulatedFault();
        });
        try (LockedKey locked = keyspace.keyspace().lock(keyspace.encode(key, draw.nextBoolean()))) {
            locked.remove();
        } catch (SimulatedFault expected) {
            // What matters is what is left.
        }
        simulation.memory().disarm();
        keyspace.afterFailedRemove(key);
    }

    /** The step is given up; everything is as it was, or as far as it had come. */
    static void maintenanceDies(Simulation simulation, SplittableRandom draw) {
        failSomewhere(simulation, draw);
        try {
            SimulationOperations.maintain(simulation, draw);
        } catch (SimulatedFault expected) {
            // The background thread would log it and go on.
        }
    }

    static void getAmid(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        int key = draw.nextInt(simulation.plan().keyspaces().get(which).keyCount());
        SplittableRandom other = draw.split();
        simulation.memory().at(draw.nextInt(24), () -> comeAmidRead(simulation, other, which, key));
        simulation.keyspace(which).getAmid(key, draw.nextBoolean());
    }

    private static void comeAmidRead(Simulation simulation, SplittableRandom draw, int which, int key) {
        SimulatedKeyspace keyspace = simulation.keyspace(which);
        switch (draw.nextInt(5)) {
            case 0:
                keyspace.remove(key, draw.nextBoolean());
                break;
            case 1:
                if (SimulationOperations.hasToFit(simulation, 0)) {
                    keyspace.clear();
                }
                reuseMemory(simulation, draw);
                break;
            case 2:
                keyspace.remove(key, draw.nextBoolean());
                reuseMemory(simulation, draw);
                break;
            case 3:
                SimulatedMaintenance.anyAmid(draw).perform(simulation.parts(), draw);
                break;
            default:
                comeAmidWrite(simulation, draw);
                putIfRoom(simulation, draw);
        }
    }

    /** What was in removed records before is poison or another record then. */
    private static void reuseMemory(Simulation simulation, SplittableRandom draw) {
        for (int left = 4 + draw.nextInt(8); left > 0; left--) {
            SimulatedMaintenance.RECLAIM.perform(simulation.parts(), draw);
        }
    }

    /** Much expires, is swept for, and is given more time in the middle of that. */
    static void sweepAmid(Simulation simulation, SplittableRandom draw) {
        simulation.time().jump(1_000L + draw.nextInt(2_000_000));
        simulation.keyspaces().forEach(SimulatedKeyspace::clockJumped);
        simulation.parts().heads().closeIdle();
        SplittableRandom other = draw.split();
        simulation.memory().at(draw.nextInt(1 << draw.nextInt(9)), () -> {
            for (int left = MOST_CHANGED; left > 0; left--) {
                int which = simulation.anyKeyspace(other);
                int key = other.nextInt(simulation.plan().keyspaces().get(which).keyCount());
                simulation.keyspace(which).touch(key, other.nextBoolean(), simulation.time().millis() + 1_000_000, false);
            }
        });
        SimulatedMaintenance.SWEEP.perform(simulation.parts(), draw);
    }

    static void maintainAmid(Simulation simulation, SplittableRandom draw) {
        SplittableRandom other = draw.split();
        if (draw.nextInt(3) == 0) {
            simulation.memory().atCopy(draw.nextInt(4), () -> changeMany(simulation, other));
        } else {
            comeSomewhere(simulation, draw, other);
        }
        SimulationOperations.maintain(simulation, draw);
        simulation.memory().disarm();
        if (draw.nextBoolean()) {
            simulation.keyspaces().forEach(SimulatedKeyspace::compareAll);
        }
    }

    private static void comeSomewhere(Simulation simulation, SplittableRandom draw, SplittableRandom other) {
        simulation.memory().at(somewhere(draw), () -> {
            if (other.nextInt(3) == 0) {
                SimulatedThread.elsewhere(() -> reclaimAndPut(simulation, other));
                return;
            }
            for (int left = draw.nextInt(12); left >= 0; left--) {
                comeAmidWrite(simulation, other);
                putIfRoom(simulation, other);
            }
        });
    }

    /** So many keys that the one is likely to be among them whose record has just been copied. */
    private static void changeMany(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        int count = Math.min(MOST_CHANGED, simulation.plan().keyspaces().get(which).keyCount());
        int kind = draw.nextInt(3);
        for (int key = 0; key < count; key++) {
            if (kind == 1 && simulation.plan().hasFewLengths()) {
                simulation.keyspace(which).update(key, draw);
            } else if (kind > 0) {
                simulation.keyspace(which).touch(key, draw.nextBoolean(), simulation.time().millis() + 1 + draw.nextInt(100_000), false);
            } else if (draw.nextBoolean()) {
                simulation.keyspace(which).remove(key, draw.nextBoolean());
            }
        }
    }

    /** What a second reclaiming thread and a writer do while the first reclaiming thread is in the middle of a step. */
    private static void reclaimAndPut(Simulation simulation, SplittableRandom draw) {
        SimulatedMaintenance.anyAmid(draw).perform(simulation.parts(), draw);
        for (int left = draw.nextInt(12); left > 0; left--) {
            Wanted.draw(simulation, draw).putIfItFits();
        }
        SimulatedMaintenance.anyAmid(draw).perform(simulation.parts(), draw);
    }

    static void putAmid(Simulation simulation, SplittableRandom draw) {
        Wanted wanted = Wanted.draw(simulation, draw);
        SplittableRandom other = draw.split();
        simulation.memory().at(draw.nextInt(1 << draw.nextInt(7)), () -> {
            if (other.nextBoolean()) {
                SimulatedThread.elsewhere(() -> SimulatedMaintenance.anyAmid(other).perform(simulation.parts(), other));
            } else {
                comeAmidWrite(simulation, other, wanted);
            }
        });
        // Not because there is too little room, but because maintenance that comes once it is published may evict it.
        wanted.putIfItFits();
    }

    /** What another thread can do while this one holds a head. */
    private static void comeAmidWrite(Simulation simulation, SplittableRandom draw, Wanted wanted) {
        int which = simulation.anyKeyspace(draw);
        int key = draw.nextInt(simulation.plan().keyspaces().get(which).keyCount());
        if (key != wanted.key()) {
            // On the same key nobody could say which of the two came first.
            change(simulation.keyspace(which), key, simulation, draw);
        }
    }

    private static void comeAmidWrite(Simulation simulation, SplittableRandom draw) {
        int which = simulation.anyKeyspace(draw);
        change(simulation.keyspace(which), draw.nextInt(simulation.plan().keyspaces().get(which).keyCount()), simulation, draw);
    }

    private static void change(SimulatedKeyspace keyspace, int key, Simulation simulation, SplittableRandom draw) {
        switch (draw.nextInt(3)) {
            case 0:
                keyspace.remove(key, draw.nextBoolean());
                break;
            case 1:
                keyspace.touch(key, draw.nextBoolean(), simulation.time().millis() + 1 + draw.nextInt(10_000), false);
                break;
            default:
                keyspace.get(key, draw.nextBoolean());
        }
    }

    /** One thread cannot wait for the step of the reclaimer into which it has come. */
    private static void putIfRoom(Simulation simulation, SplittableRandom draw) {
        StoreParts parts = simulation.parts();
        long most = parts.geometry().maxRecord() >>> parts.geometry().blockShift();
        if (draw.nextBoolean() && parts.blocks().hasRoom((int) most + 4)) {
            SimulationOperations.put(simulation, draw);
        }
    }
}
