package org.varve.benchmarks.store;

import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.trace.Trace;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreFigures;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

/**
 * A trace played against a store of its own as a cache: what is missing is put.
 *
 * @param hitRatio    requests that found their entry, in percent
 * @param resident    entries that were there on average since the store was full, or at the end if it never was
 * @param segments    segments that held blocks, on average likewise
 * @param sketchBytes of the frequency sketch, at the end
 * @param filled      whether anything was evicted
 */
record TraceRun(double hitRatio, double resident, double segments, long sketchBytes, boolean filled) {
    private static final int SAMPLES = 2_000;

    /** @param leastNanos how long the requests take at least, evenly spread: the store's own thread needs some time beside them */
    static TraceRun play(Trace trace, long budget, int valueBytes, long leastNanos) {
        try (Store store = Store.open(StoreOptions.of("trace", budget, TimeSource.system()))) {
            Keyspace keyspace = store.openKeyspace("trace", false);
            StoreClient client = new StoreClient(keyspace, KeyKind.LONG);
            int every = Math.max(1, trace.keys().length / SAMPLES);
            long hits = 0;
            double resident = 0;
            double segments = 0;
            long samples = 0;
            long start = System.nanoTime();
            for (int i = 0; i < trace.keys().length; i++) {
                long due = (long) ((double) leastNanos * i / trace.keys().length);
                while (System.nanoTime() - start < due) {
                    Thread.onSpinWait();
                }
                if (client.get(trace.keys()[i])) {
                    hits++;
                } else {
                    client.put(trace.keys()[i], valueBytes);
                }
                if (i % every == 0 && keyspace.evictions() > 0) {
                    resident += keyspace.size();
                    segments += store.figures().segments();
                    samples++;
                }
            }
            StoreFigures end = store.figures();
            return new TraceRun(100 * trace.ratio(hits), samples == 0 ? keyspace.size() : resident / samples,
                    samples == 0 ? end.segments() : segments / samples, end.sketch(), samples > 0);
        }
    }
}
