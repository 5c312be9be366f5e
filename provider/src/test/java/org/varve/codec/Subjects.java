package org.varve.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.varve.codec.assembly.Codecs;
import org.varve.codec.graph.GraphCodecs;

/** Every way in which objects are encoded: what the property tests and the tests of damage go through. */
final class Subjects {
    private static final ClassLoader LOADER = Subjects.class.getClassLoader();

    private Subjects() {
    }

    /** @param serializableOnly whether it takes nothing that is no Serializable */
    record Subject(String name, Codec codec, boolean serializableOnly) {
        byte[] encode(Object object) {
            EncodeBuffer out = new EncodeBuffer();
            codec.encode(object, out);
            return Arrays.copyOf(out.array(), out.length());
        }

        Object decode(byte[] bytes) {
            return codec.decode(bytes, 0, bytes.length);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** For each graph codec: the codec of a cache, the same with a serializer of the user's for one class, and the graph codec alone, which then has to do all. */
    static List<Subject> all() {
        List<Subject> all = new ArrayList<>();
        for (GraphMode mode : GraphMode.values()) {
            all.add(cache(mode));
            all.add(withSerializer(mode));
            all.add(alone(mode));
        }
        return all;
    }

    /** The codec of a cache for each graph codec. */
    static List<Subject> caches() {
        return Arrays.stream(GraphMode.values()).map(Subjects::cache).toList();
    }

    private static Subject cache(GraphMode mode) {
        CodecSettings settings = CodecSettings.builder().graphMode(mode).build();
        return new Subject("cache " + mode, new Codecs(LOADER).forCache(settings).values(), true);
    }

    private static Subject withSerializer(GraphMode mode) {
        CodecSettings settings = CodecSettings.builder().graphMode(mode).valueSerializer(new GraphClasses.ExternalSerializer()).build();
        return new Subject("cache with a serializer " + mode, new Codecs(LOADER).forCache(settings).values(), true);
    }

    private static Subject alone(GraphMode mode) {
        ClassResolver resolver = new ClassResolver(LOADER);
        CodecSettings settings = CodecSettings.builder().graphMode(mode).build();
        GraphCodec graphs = GraphCodecs.create(settings, resolver, new ClassTable(resolver));
        return new Subject("graphs alone " + mode, new Codec() {
            @Override
            public void encode(Object object, EncodeBuffer out) {
                graphs.write(object, out);
            }

            @Override
            public Object decode(byte[] bytes, int offset, int length) {
                return graphs.read(bytes, offset, length);
            }

            @Override
            public boolean isCanonical(Object object) {
                return false;
            }
        }, true);
    }
}
