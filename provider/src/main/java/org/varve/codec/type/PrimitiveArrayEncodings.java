package org.varve.codec.type;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.Tag;
import org.varve.codec.type.ObjectEncoding.Sharing;

/** Arrays of primitives: their elements, little-endian, one after the other. For {@code byte[]} see {@link NumberEncodings}. */
final class PrimitiveArrayEncodings {
    private PrimitiveArrayEncodings() {
    }

    static void addTo(EncodingTable table) {
        table.<boolean[]>addComparable(Tag.BOOLEAN_ARRAY, boolean[].class, Sharing.MUTABLE,
                PrimitiveArrayEncodings::writeBooleans, PrimitiveArrayEncodings::readBooleans);
        table.<char[]>addComparable(Tag.CHAR_ARRAY, char[].class, Sharing.MUTABLE,
                (a, out) -> room(a.length, Character.BYTES, out).asCharBuffer().put(a), in -> {
                    char[] array = new char[count(in, Character.BYTES)];
                    rest(in).asCharBuffer().get(array);
                    return array;
                });
        table.<short[]>addComparable(Tag.SHORT_ARRAY, short[].class, Sharing.MUTABLE,
                (a, out) -> room(a.length, Short.BYTES, out).asShortBuffer().put(a), in -> {
                    short[] array = new short[count(in, Short.BYTES)];
                    rest(in).asShortBuffer().get(array);
                    return array;
                });
        table.<int[]>addComparable(Tag.INT_ARRAY, int[].class, Sharing.MUTABLE,
                (a, out) -> room(a.length, Integer.BYTES, out).asIntBuffer().put(a), in -> {
                    int[] array = new int[count(in, Integer.BYTES)];
                    rest(in).asIntBuffer().get(array);
                    return array;
                });
        table.<long[]>addComparable(Tag.LONG_ARRAY, long[].class, Sharing.MUTABLE,
                (a, out) -> room(a.length, Long.BYTES, out).asLongBuffer().put(a), in -> {
                    long[] array = new long[count(in, Long.BYTES)];
                    rest(in).asLongBuffer().get(array);
                    return array;
                });
        table.<float[]>addComparable(Tag.FLOAT_ARRAY, float[].class, Sharing.MUTABLE,
                (a, out) -> room(a.length, Float.BYTES, out).asFloatBuffer().put(a), in -> {
                    float[] array = new float[count(in, Float.BYTES)];
                    rest(in).asFloatBuffer().get(array);
                    return array;
                });
        table.<double[]>addComparable(Tag.DOUBLE_ARRAY, double[].class, Sharing.MUTABLE,
                (a, out) -> room(a.length, Double.BYTES, out).asDoubleBuffer().put(a), in -> {
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

    private static ByteBuffer room(int count, int bytesEach, EncodeBuffer out) {
        int start = out.reserve((long) count * bytesEach);
        return ByteBuffer.wrap(out.array(), start, count * bytesEach).slice().order(ByteOrder.LITTLE_ENDIAN);
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
