package org.varve.store;

/** Expiry times are milliseconds since the epoch of the store's {@link TimeSource}, with two reserved values. */
public final class Expiry {
    /** The entry never expires. */
    public static final long ETERNAL = Long.MAX_VALUE;

    /** For {@code expireIfUpdated} of a put: the new value inherits the expiry time of the mapping that it replaces. */
    public static final long KEEP = Long.MIN_VALUE;

    private Expiry() {
    }
}
