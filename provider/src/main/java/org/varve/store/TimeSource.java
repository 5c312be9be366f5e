package org.varve.store;

/** The two clocks the store may read. Injected, so that tests decide what time it is. */
public interface TimeSource {
    /** Wall clock: milliseconds since 1970, used for expiry times only. */
    long millis();

    /** Monotonic clock: nanoseconds from an arbitrary origin, used for durations only. */
    long nanos();

    /** The clocks of the operating system. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
