package org.varve.store;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** What can happen in a simulation, and how often. */
enum SimulationAction {
    GET(10, SimulationOperations::get),
    CONTAINS(3, SimulationOperations::contains),
    PUT(14, SimulationOperations::put),
    FILL(9, SimulationOperations::fill),
    REMOVE(6, SimulationOperations::remove),
    REMOVE_MANY(3, SimulationOperations::removeMany),
    TOUCH(6, SimulationOperations::touch),
    EXCHANGE(5, SimulationOperations::exchange),
    LOCK_ALL(2, SimulationOperations::lockAll),
    PUT_TOO_LARGE(1, SimulationOperations::putTooLarge),
    CLEAR(1, SimulationOperations::clear),
    REOPEN(1, SimulationOperations::reopen),
    REFUSE_PLAIN_WRITES(1, SimulationOperations::refusePlainWrites),
    BEGIN_WALK(2, SimulationOperations::beginWalk),
    CONTINUE_WALK(4, SimulationOperations::continueWalk),
    COMPARE_ALL(1, SimulationOperations::compareAll),
    RESIZE(2, SimulationOperations::resize),
    MAINTAIN(14, SimulationOperations::maintain),
    JUMP(6, SimulationOperations::jump),
    /** The operating system gives no memory. */
    REFUSE_MEMORY(2, SimulationFaults::refuseMemory),
    /** The thread that puts was interrupted. */
    PUT_INTERRUPTED(2, SimulationFaults::putInterrupted),
    /** Something fails in a put, outside any bucket's lock. */
    PUT_FAILS(5, SimulationFaults::putFails),
    /** Something fails in a removal. */
    REMOVE_FAILS(1, SimulationFaults::removeFails),
    /** The thread that reclaims dies in the middle of a step. */
    MAINTENANCE_DIES(5, SimulationFaults::maintenanceDies),
    /** Somebody else comes in the middle of a read. */
    GET_AMID(8, SimulationFaults::getAmid),
    /** Somebody else comes in the middle of a step of the reclaimer. */
    MAINTAIN_AMID(8, SimulationFaults::maintainAmid),
    /** Somebody gives what has expired more time in the middle of a sweep for it. */
    SWEEP_AMID(5, SimulationFaults::sweepAmid),
    /** Somebody else comes between writing a record and publishing it. */
    PUT_AMID(4, SimulationFaults::putAmid);

    private static final SimulationAction[] VALUES = values();
    private static final int TOTAL = total();

    private final int weight;
    private final BiConsumer<Simulation, SplittableRandom> effect;

    SimulationAction(int weight, BiConsumer<Simulation, SplittableRandom> effect) {
        this.weight = weight;
        this.effect = effect;
    }

    private static int total() {
        int sum = 0;
        for (SimulationAction each : VALUES) {
            sum += each.weight;
        }
        return sum;
    }

    static SimulationAction any(SplittableRandom random) {
        int left = random.nextInt(TOTAL);
        int i = 0;
        while (left >= VALUES[i].weight) {
            left -= VALUES[i++].weight;
        }
        return VALUES[i];
    }

    void perform(Simulation simulation, SplittableRandom draw) {
        effect.accept(simulation, draw);
    }

    boolean isMaintenance() {
        return this == MAINTAIN || this == RESIZE || this == MAINTAIN_AMID || this == SWEEP_AMID || this == MAINTENANCE_DIES;
    }
}
