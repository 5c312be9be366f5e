package org.varve.codec;

import java.util.Arrays;
import org.varve.codec.assembly.Codecs;

/** Shorthands of the codec tests. */
final class Encodings {
    static final Codec CODEC = codec(Encodings.class.getClassLoader());

    private Encodings() {
    }

    /** For the values of a new cache. */
    static Codec codec(ClassLoader loader) {
        return new Codecs(loader).forCache(CodecSettings.DEFAULTS).values();
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
