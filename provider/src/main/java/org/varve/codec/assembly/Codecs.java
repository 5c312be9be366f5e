package org.varve.codec.assembly;

import java.util.Objects;
import org.varve.codec.ClassResolver;
import org.varve.codec.ClassTable;
import org.varve.codec.Codec;
import org.varve.codec.CodecException;
import org.varve.codec.CodecSettings;
import org.varve.codec.GraphCodec;
import org.varve.codec.Role;
import org.varve.codec.compression.CompressingCodec;
import org.varve.codec.graph.GraphCodecs;

/** Makes the codecs of one manager's caches: the one place where their parts are constructed. Thread safe. */
public final class Codecs {
    private final ClassResolver resolver;
    private final FoundSerializers found;

    /**
     * @param loader the manager's class loader, by which decoding finds classes and by which serializers are found; the loader
     *     of this library is asked for what it does not know. Codecs refer to it strongly for as long as they are in use.
     */
    public Codecs(ClassLoader loader) {
        resolver = new ClassResolver(Objects.requireNonNull(loader, "loader"));
        found = new FoundSerializers(loader);
    }

    /**
     * The codecs of a new cache.
     *
     * @throws CodecException if the settings ask for what cannot be had; says for what and why
     */
    public CacheCodecs forCache(CodecSettings settings) {
        ClassTable classes = new ClassTable(resolver);
        return new CacheCodecs(standard(settings, Role.KEY, classes), values(settings, classes));
    }

    /** Values may be compressed, keys never: a lookup compares their bytes. */
    private Codec values(CodecSettings settings, ClassTable classes) {
        Codec values = standard(settings, Role.VALUE, classes);
        int threshold = settings.compressionThreshold();
        return threshold > 0 ? CompressingCodec.lz4(values, threshold) : values;
    }

    private Codec standard(CodecSettings settings, Role role, ClassTable classes) {
        GraphCodec graphs = GraphCodecs.create(settings, resolver, classes);
        return new StandardCodec(graphs, classes, new Serializers(settings, role, found));
    }
}
