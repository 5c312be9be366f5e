package org.varve.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/** The counterpart of {@link ObjectEncoder}: finds classes through a {@link ClassResolver} and allocates no absurd arrays. */
final class ObjectDecoder extends ObjectInputStream {
    /**
     * An array element takes a byte at least, but a hash table may be eight times as long as it has entries, and an empty
     * collection has some room. Nothing sound exceeds this many elements per byte of the stream, plus the constant.
     */
    private static final long MAX_ELEMENTS_PER_BYTE = 16;
    private static final long MAX_ELEMENTS_SPARE = 1024;

    private final ClassResolver resolver;

    ObjectDecoder(InputStream in, int length, ClassResolver resolver) throws IOException {
        super(in);
        this.resolver = resolver;
        ObjectInputFilter jvmWide = getObjectInputFilter();
        long maxElements = length * MAX_ELEMENTS_PER_BYTE + MAX_ELEMENTS_SPARE;
        setObjectInputFilter(info -> {
            if (info.arrayLength() > maxElements) {
                return ObjectInputFilter.Status.REJECTED;
            }
            return jvmWide == null ? ObjectInputFilter.Status.UNDECIDED : jvmWide.checkInput(info);
        });
    }

    @Override
    protected void readStreamHeader() {
        // ObjectEncoder writes none.
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        return resolver.resolve(description.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws ClassNotFoundException {
        return resolver.resolveProxy(interfaces);
    }
}
