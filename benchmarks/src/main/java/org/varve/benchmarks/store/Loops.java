package org.varve.benchmarks.store;

import java.util.Arrays;
import org.varve.benchmarks.measure.Loop;
import org.varve.store.BareGet;

/** The operations that are compared. Those that read fail if an entry is not there. */
final class Loops {
    private final FilledStore filled;
    private final long entries;
    private final long seed;

    /** On the first {@code entries} of a store's entries. */
    Loops(FilledStore filled, long entries, long seed) {
        this.filled = filled;
        this.entries = Math.min(entries, filled.entries());
        this.seed = seed;
    }

    /** Chooses entries and writes their keys, which all others do as well. */
    Loop keys() {
        byte[] key = new byte[FilledStore.KEYS.bytes()];
        return new Loop(entries, seed) {
            @Override
            public long batch() {
                long sum = 0;
                for (int i = 0; i < BATCH; i++) {
                    FilledStore.KEYS.encode(next(), key);
                    sum += key[11] + key[7];
                }
                return sum;
            }
        };
    }

    /** The bare copy into one array. */
    Loop bare() {
        BareGet bare = new BareGet(filled.store());
        byte[] key = new byte[FilledStore.KEYS.bytes()];
        byte[] value = new byte[filled.valueBytes()];
        return new Loop(entries, seed) {
            @Override
            public long batch() {
                long sum = 0;
                for (int i = 0; i < BATCH; i++) {
                    FilledStore.KEYS.encode(next(), key);
                    sum += there(bare.get(key, key.length, value)) + value[0];
                }
                return sum;
            }
        };
    }

    /** The bare copy, and an array for each value, which is kept so that it must be made. */
    Loop bareArray() {
        BareGet bare = new BareGet(filled.store());
        byte[] key = new byte[FilledStore.KEYS.bytes()];
        byte[] value = new byte[filled.valueBytes()];
        byte[][] kept = new byte[1][];
        return new Loop(entries, seed) {
            @Override
            public long batch() {
                for (int i = 0; i < BATCH; i++) {
                    FilledStore.KEYS.encode(next(), key);
                    kept[0] = Arrays.copyOf(value, there(bare.get(key, key.length, value)));
                }
                return kept[0].length;
            }
        };
    }

    private static int there(int length) {
        if (length < 0) {
            throw new IllegalStateException("an entry is not there");
        }
        return length;
    }

    /** The store's get into one buffer. */
    Loop get() {
        StoreClient client = filled.client();
        return new Loop(entries, seed) {
            @Override
            public long batch() {
                long sum = 0;
                for (int i = 0; i < BATCH; i++) {
                    there(client.get(next()) ? 0 : -1);
                    sum += client.buffer().length() + client.buffer().bytes()[0];
                }
                return sum;
            }
        };
    }

    /** The store's get, and an array for each value, which is kept so that it must be made. */
    Loop getArray() {
        StoreClient client = filled.client();
        byte[][] kept = new byte[1][];
        return new Loop(entries, seed) {
            @Override
            public long batch() {
                for (int i = 0; i < BATCH; i++) {
                    there(client.get(next()) ? 0 : -1);
                    kept[0] = Arrays.copyOf(client.buffer().bytes(), client.buffer().length());
                }
                return kept[0].length;
            }
        };
    }

    /** Overwrites with a value of the same length, which is done in place. */
    Loop put() {
        return put(1);
    }

    /** Overwrites with values of so many lengths, the longest that of the filled store, by turns: most are stored anew. */
    Loop put(int lengths) {
        StoreClient client = filled.client();
        return new Loop(entries, seed) {
            private int puts;

            @Override
            public long batch() {
                for (int i = 0; i < BATCH; i++) {
                    client.put(next(), filled.valueBytes() - puts++ % lengths);
                }
                return 0;
            }
        };
    }
}
