package org.varve.codec.graph;

import java.util.Arrays;
import org.varve.codec.ClassResolver;
import org.varve.codec.ClassTable;
import org.varve.codec.CodecSettings;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.GraphCodec;
import org.varve.codec.GraphMode;

/** Graph codecs of new caches, and shorthands for them. */
final class Graphs {
    private Graphs() {
    }

    static GraphCodec codec(GraphMode mode) {
        return codec(mode, Graphs.class.getClassLoader());
    }

    static GraphCodec codec(GraphMode mode, ClassLoader loader) {
        return codec(CodecSettings.builder().graphMode(mode).build(), loader);
    }

    static GraphCodec codec(CodecSettings settings, ClassLoader loader) {
        ClassResolver resolver = new ClassResolver(loader);
        return GraphCodecs.create(settings, resolver, new ClassTable(resolver));
    }

    /** Not at offset zero, where a wrong offset would go unnoticed. */
    static byte[] write(GraphCodec codec, Object object) {
        EncodeBuffer out = new EncodeBuffer();
        out.appendBytes(new byte[] {-1, -1, -1}, 0, 3);
        codec.write(object, out);
        return Arrays.copyOfRange(out.array(), 3, out.length());
    }

    static Object read(GraphCodec codec, byte[] bytes) {
        return codec.read(bytes, 0, bytes.length);
    }

    static Object copy(GraphCodec codec, Object object) {
        return read(codec, write(codec, object));
    }

    /** Whether the graph went field by field. */
    static boolean byFields(Object object) {
        return write(codec(GraphMode.AUTO), object)[0] != 0;
    }
}
