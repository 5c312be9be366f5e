package org.varve.benchmarks.store;

import org.varve.benchmarks.measure.KeyKind;
import org.varve.store.Expiry;
import org.varve.store.Keyspace;
import org.varve.store.Presence;
import org.varve.store.StoreKey;
import org.varve.store.ValueBuffer;

/** One thread's way to a keyspace: arrays and objects that it uses over and over. A value begins with the end of its key, so that it can be recognized. */
final class StoreClient {
    private static final int STAMP = 8;

    private final Keyspace keyspace;
    private final KeyKind kind;
    private final StoreKey key = new StoreKey();
    private final byte[] keyBytes;
    private final ValueBuffer buffer = new ValueBuffer();
    private byte[] value = new byte[1024];

    StoreClient(Keyspace keyspace, KeyKind kind) {
        this.keyspace = keyspace;
        this.kind = kind;
        this.keyBytes = new byte[kind.bytes()];
    }

    /** Puts a value of {@code length} bytes that never expires. */
    void put(long number, int length) {
        put(number, length, Expiry.ETERNAL);
    }

    /** Puts a value of {@code length} bytes. */
    void put(long number, int length, long expireAt) {
        kind.encode(number, keyBytes);
        key.setCanonical(keyBytes, keyBytes.length);
        if (value.length < length) {
            value = new byte[length];
        }
        int stamp = Math.min(STAMP, Math.min(length, keyBytes.length));
        System.arraycopy(keyBytes, keyBytes.length - stamp, value, 0, stamp);
        keyspace.put(key, value, 0, length, expireAt, expireAt);
    }

    /** True if it is there; the value is in {@link #buffer()}. */
    boolean get(long number) {
        kind.encode(number, keyBytes);
        key.setCanonical(keyBytes, keyBytes.length);
        return keyspace.get(key, buffer) == Presence.LIVE;
    }

    ValueBuffer buffer() {
        return buffer;
    }

    /** Looks up a key as the store returned it, and checks the value. */
    boolean getStored(byte[] stored) {
        key.setCanonical(stored, stored.length);
        boolean there = keyspace.get(key, buffer) == Presence.LIVE;
        int stamp = Math.min(STAMP, Math.min(buffer.length(), stored.length));
        for (int i = 0; there && i < stamp; i++) {
            if (buffer.bytes()[i] != stored[stored.length - stamp + i]) {
                throw new IllegalStateException("the store returned the value of another key");
            }
        }
        return there;
    }
}
