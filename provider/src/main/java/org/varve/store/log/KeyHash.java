package org.varve.store.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.varve.store.memory.Extent;

/**
 * The seeded 64-bit hash of a key, the same for bytes on the heap and off it. Eight bytes at a time are folded in by a 64 x 64 -> 128 bit
 * multiplication whose halves are combined, as in Wang Yi's wyhash. The seed is secret, so that keys cannot be chosen to collide.
 */
public final class KeyHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long LAST = 0xD6E8FEB86659FD93L;

    private final long seed;

    public KeyHash(long seed) {
        this.seed = seed;
    }

    /** Hash of the first {@code length} bytes. */
    public long of(byte[] key, int length) {
        long h = seed;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            h = fold(h ^ (long) LONG.get(key, at), STEP);
        }
        long tail = 0;
        for (; at < length; at++) {
            tail = tail << 8 | key[at] & 0xff;
        }
        return finish(h, tail, length);
    }

    /** The same for bytes that lie together in an extent. */
    long of(Extent extent, long offset, int length) {
        long h = seed;
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            h = fold(h ^ extent.getLong(offset + at), STEP);
        }
        long tail = 0;
        for (; at < length; at++) {
            tail = tail << 8 | extent.getByte(offset + at) & 0xff;
        }
        return finish(h, tail, length);
    }

    /** Hash of a key that is identified by its {@code hashCode} and {@code equals}. */
    public long ofHashCode(int hashCode) {
        return finish(seed, hashCode, -1);
    }

    private static long finish(long h, long tail, int length) {
        return fold(h ^ tail ^ (long) length << 56, LAST) ^ h;
    }

    private static long fold(long a, long b) {
        return a * b ^ Math.multiplyHigh(a, b);
    }
}
