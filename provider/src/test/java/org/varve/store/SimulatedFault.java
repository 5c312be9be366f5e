package org.varve.store;

/** What a simulation throws into the store: something that nobody there has reckoned with. */
final class SimulatedFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    SimulatedFault() {
        super("simulated", null, false, false);
    }
}
