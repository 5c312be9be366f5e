package org.varve.benchmarks.peers;

import java.util.Locale;

/** What operations a loop does. */
public enum Mix {
    /** Gets only. */
    GET(100),
    /** 95 gets to 5 puts. */
    MIXED_95(95),
    /** As many gets as puts. */
    MIXED_50(50),
    /** Puts only, which overwrite. */
    PUT(0);

    private final int gets;

    Mix(int gets) {
        this.gets = gets;
    }

    /** As options and figures name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Gets in a hundred operations. */
    int gets() {
        return gets;
    }
}
