package org.varve.benchmarks.store;

import org.varve.benchmarks.measure.KeyKind;
import org.varve.store.KeyCursor;
import org.varve.store.Keyspace;

/**
 * What is really there, counted by walking the keys and reading the values.
 *
 * @param entries number of mappings
 * @param payload bytes of their keys and values
 */
record LiveContent(long entries, long payload) {
    static LiveContent of(Keyspace keyspace) {
        StoreClient client = new StoreClient(keyspace, KeyKind.LONG);
        KeyCursor keys = keyspace.keys();
        long entries = 0;
        long payload = 0;
        for (byte[] key = keys.next(); key != null; key = keys.next()) {
            if (client.getStored(key)) {
                entries++;
                payload += key.length + client.buffer().length();
            }
        }
        return new LiveContent(entries, payload);
    }
}
