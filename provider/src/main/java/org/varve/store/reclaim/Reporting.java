package org.varve.store.reclaim;

import java.util.function.LongSupplier;
import org.varve.store.observe.StoreObserver;

/**
 * Where those who reclaim tell what they do.
 *
 * @param counters  counts always
 * @param observer  is told of each pass, sweep and stall
 * @param nanoClock times them
 */
public record Reporting(ReclaimCounters counters, StoreObserver observer, LongSupplier nanoClock) {
    long nanos() {
        return nanoClock.getAsLong();
    }
}
