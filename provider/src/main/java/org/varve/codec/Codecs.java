package org.varve.codec;

import java.util.Objects;

/** Where codecs come from. */
public final class Codecs {
    private Codecs() {
    }

    /**
     * A codec for any {@link java.io.Serializable} object: compact encodings of its own for common types of the JDK, Java
     * serialization for the rest. It may be shared by the keys and values of all caches of one manager.
     *
     * @param loader the manager's class loader, by which decoding finds enums and serialized classes; the loader of this
     *     class is asked for what it does not know. The codec refers to it strongly for as long as the codec is in use.
     */
    public static Codec create(ClassLoader loader) {
        return new StandardCodec(new ClassResolver(Objects.requireNonNull(loader, "loader")));
    }
}
