package org.varve.jcache.differential;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the reference implementation reads instead of {@link System}, see {@link ReferenceImplementation}: a wall clock that
 * goes when told, for both sides of the comparison.
 */
public final class RiClock {
    private static final AtomicLong MILLIS = new AtomicLong(1_700_000_000_000L);

    private RiClock() {
    }

    static void advance(long byMillis) {
        MILLIS.addAndGet(byMillis);
    }

    /** In place of {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return MILLIS.get();
    }

    /** In place of {@link System#nanoTime()}. */
    public static long nanoTime() {
        return System.nanoTime();
    }
}
