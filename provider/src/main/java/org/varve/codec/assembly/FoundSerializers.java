package org.varve.codec.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.varve.codec.CodecException;
import org.varve.codec.Serializer;

/** The serializers that a manager's class loader knows as services; looked for when the first cache is created. Thread safe. */
final class FoundSerializers {
    private final ClassLoader loader;
    private volatile List<Serializer<?>> all;

    FoundSerializers(ClassLoader loader) {
        this.loader = loader;
    }

    /** @throws CodecException if one of them cannot be made */
    List<Serializer<?>> all() {
        List<Serializer<?>> found = all;
        if (found == null) {
            found = find();
            all = found;
        }
        return found;
    }

    private List<Serializer<?>> find() {
        List<Serializer<?>> found = new ArrayList<>();
        try {
            for (Serializer<?> serializer : ServiceLoader.load(Serializer.class, loader)) {
                found.add(serializer);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new CodecException("A serializer that " + loader + " knows as a service cannot be had: " + e.getMessage(), e);
        }
        return List.copyOf(found);
    }
}
