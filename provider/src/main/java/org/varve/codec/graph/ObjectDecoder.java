package org.varve.codec.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.varve.codec.ClassResolver;

/** The counterpart of {@link ObjectEncoder}: finds classes through a {@link ClassResolver} and allocates no absurd arrays. */
final class ObjectDecoder extends ObjectInputStream {
    private final ClassResolver resolver;

    /**
     * @param length bytes in the stream
     * @param filter the user's; may be null
     */
    ObjectDecoder(InputStream in, int length, ClassResolver resolver, ObjectInputFilter filter) throws IOException {
        super(in);
        this.resolver = resolver;
        setObjectInputFilter(new ArrayBudget(length, both(filter, getObjectInputFilter())));
    }

    /** Rejects what either rejects; allows what one allows and the other does not reject. */
    private static ObjectInputFilter both(ObjectInputFilter filter, ObjectInputFilter jvmWide) {
        return filter == null ? jvmWide : jvmWide == null ? filter : ObjectInputFilter.merge(filter, jvmWide);
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

    /**
     * Bounds the elements of all arrays in a stream together, and passes all else on to the filters of the user and of the whole JVM. The JDK
     * asks it before it makes an array of a length read from the stream, in its own collections too.
     */
    private static final class ArrayBudget implements ObjectInputFilter {
        /**
         * An element takes a byte at least, but a hash table may be eight times as long as it has entries, and an empty
         * collection has some room. Nothing sound exceeds this many elements per byte of the stream, plus the constant.
         */
        private static final long ELEMENTS_PER_BYTE = 16;
        private static final long SPARE_ELEMENTS = 1024;

        private final ObjectInputFilter next;
        private long elementsLeft;

        ArrayBudget(int streamLength, ObjectInputFilter next) {
            this.elementsLeft = streamLength * ELEMENTS_PER_BYTE + SPARE_ELEMENTS;
            this.next = next;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            elementsLeft -= Math.max(0, info.arrayLength());
            if (elementsLeft < 0) {
                return Status.REJECTED;
            }
            return next == null ? Status.UNDECIDED : next.checkInput(info);
        }
    }
}
