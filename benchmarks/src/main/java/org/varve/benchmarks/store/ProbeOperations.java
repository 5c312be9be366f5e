package org.varve.benchmarks.store;

import java.util.SplittableRandom;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.store.Keyspace;

/**
 * What a {@link Probe} does: gets and puts, by turns of a coin, of a few entries that do not expire. All of them are put before it begins, so its first operations are not
 * the first of the JVM.
 */
final class ProbeOperations implements Runnable {
    /** Number of the entries. */
    static final int KEYS = 10_000;

    private static final int VALUE = 100;

    private final StoreClient client;
    private final SplittableRandom random;

    ProbeOperations(Keyspace keyspace, long seed) {
        client = new StoreClient(keyspace, KeyKind.LONG);
        random = new SplittableRandom(seed);
        for (int i = 0; i < KEYS; i++) {
            client.put(i, VALUE);
        }
    }

    @Override
    public void run() {
        int number = random.nextInt(KEYS);
        // What has been evicted is put again: the store was smaller than its entries.
        if (random.nextBoolean() || !client.get(number)) {
            client.put(number, VALUE);
        }
    }
}
