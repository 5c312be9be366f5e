package org.varve.benchmarks.trace;

/** A cache of some capacity under some policy. One instance is for one run. */
@FunctionalInterface
public interface Simulation {
    /** Requests every key in turn, puts it where it is missing, and returns the number of hits. */
    long hits(Trace trace);
}
