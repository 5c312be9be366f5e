package org.varve.store;

/**
 * The clocks of a simulation. The wall clock is set by steps. The monotonic clock moves a millisecond per look, so that a writer who waits for room that nobody
 * will make gives up after two thousand looks. It also interrupts whoever looks: a cache operation is not interruptible, but its waits end at once, so that
 * a simulation takes no real time for them.
 */
final class SimulatedTime implements TimeSource {
    private static final long NANOS_PER_LOOK = 1_000_000;
    /** Small, so that an expiry time never looks like an entry word: some weakenings tell them apart. */
    private static final long START = 1_000_000;

    private long nanos;
    private boolean patient;
    private long millis = START;

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public long nanos() {
        nanos += NANOS_PER_LOOK;
        if (!patient) {
            Thread.currentThread().interrupt();
        }
        return nanos;
    }

    /** Whether waits are to last as long as they do elsewhere. */
    void setPatient(boolean isPatient) {
        patient = isPatient;
    }

    /** Forward or backward. */
    void jump(long by) {
        millis += by;
    }
}
