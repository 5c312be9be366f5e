package org.varve.store;

/**
 * One step of a simulation, as data: leaving a step out changes no other.
 *
 * @param action  what is done
 * @param entropy from which everything about it is drawn
 */
record SimulationStep(SimulationAction action, long entropy) {
    @Override
    public String toString() {
        return action + " " + Long.toHexString(entropy);
    }
}
