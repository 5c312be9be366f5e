package org.varve.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Keys and values in the form in which tests think of them. */
final class Mappings {
    private Mappings() {
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static StoreKey key(String text) {
        byte[] encoded = bytes(text);
        StoreKey key = new StoreKey();
        key.setCanonical(encoded, encoded.length);
        return key;
    }

    static StoreKey key(byte[] encoded) {
        StoreKey key = new StoreKey();
        key.setCanonical(encoded, encoded.length);
        return key;
    }

    /** A key whose equality ignores case, although its encoding does not. */
    static StoreKey ignoringCase(String text) {
        return ignoringCase(text, text.toLowerCase(java.util.Locale.ROOT).hashCode());
    }

    static StoreKey ignoringCase(String text, int hashCode) {
        byte[] encoded = bytes(text);
        StoreKey key = new StoreKey();
        key.setComparable(encoded, encoded.length, hashCode, stored -> new String(stored, StandardCharsets.UTF_8).equalsIgnoreCase(text));
        return key;
    }

    /** Bytes in which every position can be told from its neighbours. */
    static byte[] value(long seed, int length) {
        byte[] value = new byte[length];
        new Random(seed).nextBytes(value);
        return value;
    }

    static Presence put(Keyspace keyspace, StoreKey key, byte[] value) {
        return keyspace.put(key, value, 0, value.length, Expiry.ETERNAL, Expiry.ETERNAL);
    }

    static Presence put(Keyspace keyspace, String key, String value) {
        return put(keyspace, key(key), bytes(value));
    }

    /** The value of a live mapping, or null. */
    static byte[] get(Keyspace keyspace, StoreKey key) {
        ValueBuffer buffer = new ValueBuffer();
        return keyspace.get(key, buffer) == Presence.LIVE ? Arrays.copyOf(buffer.bytes(), buffer.length()) : null;
    }

    static String get(Keyspace keyspace, String key) {
        byte[] value = get(keyspace, key(key));
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
