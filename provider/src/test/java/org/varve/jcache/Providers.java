package org.varve.jcache;

import org.varve.store.TimeSource;

/** Lends tests of other packages a provider with a clock of their own. */
public final class Providers {
    private Providers() {
    }

    /** A provider of its own, whose caches and stores read this clock only. */
    public static VarveCachingProvider withClock(TimeSource time) {
        return new VarveCachingProvider(time);
    }
}
