package org.varve.codec.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;

/** Arrays of primitives: their elements, little-endian, one after the other. For {@code byte[]} see {@link NumberEncodings}. */
final class PrimitiveArrayEncodings {
    // Views of a ByteBuffer would be garbage where the compiler does not see through them.
    private static final VarHandle CHARS = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private PrimitiveArrayEncodings() {
    }

    static void addTo(EncodingTable table) {
        table.<boolean[]>addComparable(Tag.BOOLEAN_ARRAY, boolean[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeBooleans, PrimitiveArrayEncodings::readBooleans);
        table.<char[]>addComparable(Tag.CHAR_ARRAY, char[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeChars, in -> {
                    char[] array = new char[count(in, Character.BYTES)];
                    rest(in).asCharBuffer().get(array);
                    return array;
                });
        table.<short[]>addComparable(Tag.SHORT_ARRAY, short[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeShorts, in -> {
                    short[] array = new short[count(in, Short.BYTES)];
                    rest(in).asShortBuffer().get(array);
                    return array;
                });
        table.<int[]>addComparable(Tag.INT_ARRAY, int[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeInts, in -> {
                    int[] array = new int[count(in, Integer.BYTES)];
                    rest(in).asIntBuffer().get(array);
                    return array;
                });
        table.<long[]>addComparable(Tag.LONG_ARRAY, long[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeLongs, in -> {
                    long[] array = new long[count(in, Long.BYTES)];
                    rest(in).asLongBuffer().get(array);
                    return array;
                });
        table.<float[]>addComparable(Tag.FLOAT_ARRAY, float[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeFloats, in -> {
                    float[] array = new float[count(in, Float.BYTES)];
                    rest(in).asFloatBuffer().get(array);
                    return array;
                });
        table.<double[]>addComparable(Tag.DOUBLE_ARRAY, double[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeDoubles, in -> {
                    double[] array = new double[count(in, Double.BYTES)];
                    rest(in).asDoubleBuffer().get(array);
                    return array;
                });
    }

    private static void writeBooleans(boolean[] array, EncodeBuffer out) {
        int start = out.reserve(array.length);
        byte[] to = out.array();
        for (int i = 0; i < array.length; i++) {
            to[start + i] = (byte) (array[i] ? 1 : 0);
        }
    }

    private static boolean[] readBooleans(DecodeInput in) {
        boolean[] array = new boolean[in.remaining()];
        for (int i = 0; i < array.length; i++) {
            array[i] = in.readByte() != 0;
        }
        return array;
    }

    private static void writeChars(char[] array, EncodeBuffer out) {
        int at = out.reserve((long) array.length * Character.BYTES);
        byte[] to = out.array();
        for (char element : array) {
            CHARS.set(to, at, element);
            at += Character.BYTES;
        }
    }

    private static void writeShorts(short[] array, EncodeBuffer out) {
        int at = out.reserve((long) array.length * Short.BYTES);
        byte[] to = out.array();
        for (short element : array) {
            SHORTS.set(to, at, element);
            at += Short.BYTES;
        }
    }

    private static void writeInts(int[] array, EncodeBuffer out) {
        int at = out.reserve((long) array.length * Integer.BYTES);
        byte[] to = out.array();
        for (int element : array) {
            INTS.set(to, at, element);
            at += Integer.BYTES;
        }
    }

    private static void writeLongs(long[] array, EncodeBuffer out) {
        int at = out.reserve((long) array.length * Long.BYTES);
        byte[] to = out.array();
        for (long element : array) {
            LONGS.set(to, at, element);
            at += Long.BYTES;
        }
    }

    private static void writeFloats(float[] array, EncodeBuffer out) {
        int at = out.reserve((long) array.length * Float.BYTES);
        byte[] to = out.array();
        for (float element : array) {
            FLOATS.set(to, at, element);
            at += Float.BYTES;
        }
    }

    private static void writeDoubles(double[] array, EncodeBuffer out) {
        int at = out.reserve((long) array.length * Double.BYTES);
        byte[] to = out.array();
        for (double element : array) {
            DOUBLES.set(to, at, element);
            at += Double.BYTES;
        }
    }

    private static int count(DecodeInput in, int bytesEach) {
        if (in.remaining() % bytesEach != 0) {
            throw CodecException.damaged("an array of " + in.remaining() + " bytes, " + bytesEach + " each");
        }
        return in.remaining() / bytesEach;
    }

    private static ByteBuffer rest(DecodeInput in) {
        ByteBuffer rest = ByteBuffer.wrap(in.bytes(), in.position(), in.remaining()).slice().order(ByteOrder.LITTLE_ENDIAN);
        in.skipRemaining();
        return rest;
    }
}
