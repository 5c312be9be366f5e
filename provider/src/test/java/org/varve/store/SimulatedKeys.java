package org.varve.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How the keys of a simulated keyspace are encoded.
 *
 * @param canonical true if equal keys have equal bytes; otherwise equality ignores case
 * @param longest   bytes of the longest canonical encoding
 * @param spread    so many neighbours share a hash code, as a power of two
 */
record SimulatedKeys(boolean canonical, int longest, int spread) {
    /** @param upperCase which of two encodings of an equal key to take, where there are two */
    StoreKey encode(int key, boolean upperCase) {
        if (!canonical) {
            String text = "key-" + key;
            return Mappings.ignoringCase(upperCase ? text.toUpperCase(Locale.ROOT) : text, key >> spread);
        }
        byte[] encoded = new byte[2 + (key * 31 % 7 == 0 ? longest * (key % 5) / 4 : key % 20)];
        encoded[0] = (byte) key;
        encoded[1] = (byte) (key >> 8);
        return Mappings.key(encoded);
    }

    int decode(byte[] encoded) {
        return canonical
                ? encoded[0] & 0xff | (encoded[1] & 0xff) << 8
                : Integer.parseInt(new String(encoded, StandardCharsets.UTF_8).substring(4));
    }
}
