package org.varve.benchmarks.store;

import org.varve.benchmarks.measure.KeyKind;
import org.varve.store.Keyspace;
import org.varve.store.Store;
import org.varve.store.StoreOptions;
import org.varve.store.TimeSource;

/** A store with room for more than the entries 0 to {@code entries} - 1 that it is filled with. */
final class FilledStore implements AutoCloseable {
    static final KeyKind KEYS = KeyKind.STRING;

    private static final int ENTRY = 24;
    private static final long LEAST_ROOM = 64L << 20;

    private final Store store;
    private final Keyspace keyspace;
    private final long entries;
    private final int valueBytes;

    /**
     * @param most bytes of payload at which filling ends
     */
    FilledStore(long wanted, int valueBytes, long most) {
        long each = KEYS.bytes() + (long) valueBytes + ENTRY;
        this.entries = Math.min(wanted, most / each);
        this.valueBytes = valueBytes;
        // A third is room for what overwriting leaves behind before it is compacted.
        this.store = Store.open(StoreOptions.of("filled", LEAST_ROOM + entries * each * 4 / 3, TimeSource.system()));
        this.keyspace = store.openKeyspace("filled", false);
        StoreClient client = client();
        for (long i = 0; i < entries; i++) {
            client.put(i, valueBytes);
        }
    }

    Store store() {
        return store;
    }

    long entries() {
        return entries;
    }

    int valueBytes() {
        return valueBytes;
    }

    /** For one thread. */
    StoreClient client() {
        return new StoreClient(keyspace, KEYS);
    }

    @Override
    public void close() {
        store.close();
    }
}
