package org.varve.benchmarks.store;

import org.varve.benchmarks.measure.KeyKind;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

/**
 * A trace played against a store of its own as a cache: what is missing is put.
 *
 * @param hitRatio requests that found their entry, 0 to 1
 * @param resident entries that were there on average since the store was full, or at the end if it never was
 * @param filled   whether anything was evicted
 */
record TraceRun(double hitRatio, double resident, boolean filled) {
    private static final int SAMPLES = 10_000;

    static TraceRun play(int[] keys, long budget, int valueBytes) {
        try (Store store = Store.open(StoreOptions.of("trace", budget, TimeSource.system()))) {
            Keyspace keyspace = store.openKeyspace("trace", false);
            StoreClient client = new StoreClient(keyspace, KeyKind.LONG);
            int every = Math.max(1, keys.length / SAMPLES);
            long hits = 0;
            double sum = 0;
            long samples = 0;
            for (int i = 0; i < keys.length; i++) {
                if (client.get(keys[i] & 0xffff_ffffL)) {
                    hits++;
                } else {
                    client.put(keys[i] & 0xffff_ffffL, valueBytes);
                }
                if (i % every == 0 && keyspace.evictions() > 0) {
                    sum += keyspace.size();
                    samples++;
                }
            }
            return new TraceRun((double) hits / keys.length, samples == 0 ? keyspace.size() : sum / samples, samples > 0);
        }
    }
}
