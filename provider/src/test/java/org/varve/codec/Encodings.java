package org.varve.codec;

import java.util.Arrays;

/** Shorthands of the codec tests. */
final class Encodings {
    static final Codec CODEC = Codecs.create(Encodings.class.getClassLoader());

    private Encodings() {
    }

    /** Not at offset zero, where a wrong offset would go unnoticed. */
    static byte[] encode(Object object) {
        EncodeBuffer out = new EncodeBuffer();
        out.appendBytes(new byte[] {-1, -1, -1}, 0, 3);
        CODEC.encode(object, out);
        return Arrays.copyOfRange(out.array(), 3, out.length());
    }

    static Object decode(byte[] bytes) {
        return CODEC.decode(bytes, 0, bytes.length);
    }

    /** Decodes in the midst of other bytes, or at the very end of an array. */
    static Object decodeInside(byte[] bytes, int before, int after) {
        byte[] wider = new byte[before + bytes.length + after];
        Arrays.fill(wider, (byte) 0xA5);
        System.arraycopy(bytes, 0, wider, before, bytes.length);
        return CODEC.decode(wider, before, bytes.length);
    }
}
