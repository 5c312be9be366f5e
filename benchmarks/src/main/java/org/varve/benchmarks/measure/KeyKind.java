package org.varve.benchmarks.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How the number of an entry becomes its key. */
public enum KeyKind {
    /** Twelve Latin-1 characters. */
    STRING(12) {
        @Override
        public void encode(long number, byte[] into) {
            long rest = number;
            for (int i = 11; i >= 0; i--) {
                into[i] = (byte) ('A' + (rest & 15));
                rest >>>= 4;
            }
        }

        @Override
        public Object object(long number) {
            byte[] characters = new byte[12];
            encode(number, characters);
            return new String(characters, StandardCharsets.ISO_8859_1);
        }
    },
    /** Eight bytes. */
    LONG(8) {
        @Override
        public void encode(long number, byte[] into) {
            LONGS.set(into, 0, number);
        }

        @Override
        public Object object(long number) {
            return number;
        }
    };

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int bytes;

    KeyKind(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of each key. */
    public int bytes() {
        return bytes;
    }

    /** Writes the key of entry {@code number}, less than 2^48, to an array of {@link #bytes()}. */
    public abstract void encode(long number, byte[] into);

    /** The same key as an object for a cache. */
    public abstract Object object(long number);
}
