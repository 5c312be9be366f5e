package org.varve.jcache.internal.coding;

import java.util.Arrays;
import javax.cache.CacheException;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.CompressionFigures;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.assembly.CacheCodecs;
import org.varve.store.StoreKey;
import org.varve.store.ValueBuffer;

/**
 * Keys and values of one cache to bytes and back, with the run-time type checks that the cache is configured for.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class EntryCodec<K, V> {
    private final String cacheName;
    private final CacheCodecs codecs;
    private final Codec keys;
    private final Codec values;
    private final Class<K> keyType;
    private final Class<V> valueType;

    public EntryCodec(String cacheName, CacheCodecs codecs, Class<K> keyType, Class<V> valueType) {
        this.cacheName = cacheName;
        this.codecs = codecs;
        this.keys = codecs.keys();
        this.values = codecs.values();
        this.keyType = keyType;
        this.valueType = valueType;
    }

    /** What compression has done to the values so far. */
    public CompressionFigures compression() {
        return codecs.compression();
    }

    /** @throws ClassCastException if the key is not of the cache's key type */
    public void checkKey(Object key) {
        check("key", keyType, key);
    }

    /** @throws ClassCastException if the value is not of the cache's value type */
    public void checkValue(Object value) {
        check("value", valueType, value);
    }

    private void check(String what, Class<?> type, Object object) {
        if (type != Object.class && !type.isInstance(object)) {
            throw new ClassCastException("cache '" + cacheName + "' takes a " + what + " of " + type.getName() + ", not of "
                    + object.getClass().getName());
        }
    }

    /** Encodes the key into the scratch; {@link Scratch#key()} then stands for it. */
    public void encodeKey(K key, Scratch into) {
        encode("key", keys, key, into.keyBytes());
        identify(key, into.keyBytes().array(), into.keyBytes().length(), into.key());
    }

    /** The key as a store key with bytes of its own, for operations on many keys at once. */
    public StoreKey storeKey(K key, Scratch work) {
        encode("key", keys, key, work.keyBytes());
        StoreKey storeKey = new StoreKey();
        identify(key, Arrays.copyOf(work.keyBytes().array(), work.keyBytes().length()), work.keyBytes().length(), storeKey);
        return storeKey;
    }

    private void identify(K key, byte[] bytes, int length, StoreKey into) {
        if (keys.isCanonical(key)) {
            into.setCanonical(bytes, length);
        } else {
            into.setComparable(bytes, length, key.hashCode(), stored -> key.equals(decodeKey(stored)));
        }
    }

    /**
     * Makes {@code into} stand for a key as a {@link org.varve.store.KeyCursor} returned it. Its own bytes identify it, so
     * that keys which equal nothing, such as arrays, can be removed too. Others are still asked for equality: an operation
     * that came with another encoding of the key may hold its lock.
     */
    public void storedKey(byte[] bytes, boolean canonical, int hashCode, StoreKey into) {
        if (canonical) {
            into.setCanonical(bytes, bytes.length);
        } else {
            into.setComparable(bytes, bytes.length, hashCode, stored -> decodeKey(bytes).equals(decodeKey(stored)));
        }
    }

    /** Encodes the value into {@link Scratch#value()}. */
    public void encodeValue(V value, Scratch into) {
        encode("value", values, value, into.value());
    }

    /** The value's encoding in an array of its own. */
    public byte[] valueBytes(V value, Scratch work) {
        encodeValue(value, work);
        return Arrays.copyOf(work.value().array(), work.value().length());
    }

    private void encode(String what, Codec codec, Object object, EncodeBuffer out) {
        out.clear();
        try {
            codec.encode(object, out);
        } catch (CodecException e) {
            throw failure("encoded", what, e);
        }
    }

    public K decodeKey(byte[] bytes) {
        @SuppressWarnings("unchecked") // what this cache stored as a key was a K
        K key = (K) decode("key", keys, bytes, bytes.length);
        return key;
    }

    public V decodeValue(byte[] bytes, int length) {
        @SuppressWarnings("unchecked") // what this cache stored as a value was a V
        V value = (V) decode("value", values, bytes, length);
        return value;
    }

    private Object decode(String what, Codec codec, byte[] bytes, int length) {
        try {
            return codec.decode(bytes, 0, length);
        } catch (CodecException e) {
            throw failure("decoded", what, e);
        }
    }

    private CacheException failure(String verb, String what, CodecException cause) {
        return new CacheException(
                "a " + what + " of cache '" + cacheName + "' cannot be " + verb + ": " + cause.getMessage(), cause);
    }

    /** A copy that shares no mutable state with the original. */
    public K copyKey(K key, Scratch work) {
        encode("key", keys, key, work.keyBytes());
        return decodeKey(Arrays.copyOf(work.keyBytes().array(), work.keyBytes().length()));
    }

    /**
     * Whether the stored value equals the expected one. Equal encodings are equal values, whatever {@code equals} says (an
     * array is what it holds here); where encodings are canonical, different ones are different values.
     */
    public boolean valueEquals(V expected, ValueBuffer stored, Scratch work) {
        encode("value", values, expected, work.value());
        if (Arrays.equals(work.value().array(), 0, work.value().length(), stored.bytes(), 0, stored.length())) {
            return true;
        }
        return !values.isCanonical(expected) && expected.equals(decodeValue(stored.bytes(), stored.length()));
    }
}
