package org.varve.store.memory;

import java.util.concurrent.locks.LockSupport;

/** How a thread waits for another that needs a moment only: spinning first, then yielding, then sleeping. */
public final class Backoff {
    private static final int SPINS = 64;
    private static final int YIELDS = 64;
    private static final long PARK_NANOS = 20_000;

    private Backoff() {
    }

    /** Lets a moment pass, the longer the more often it was called for one thing. */
    public static void pause(int tries) {
        if (tries < SPINS) {
            Thread.onSpinWait();
        } else if (tries < SPINS + YIELDS || Thread.currentThread().isInterrupted()) {
            // An interrupted thread could not sleep, and a virtual one would not even leave its carrier to whom it waits for.
            Thread.yield();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }
}
