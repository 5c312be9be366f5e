package org.varve.codec.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.varve.codec.ClassResolver;
import org.varve.codec.CodecException;

/**
 * The counterpart of {@link ObjectEncoder}: finds classes through a {@link ClassResolver}, decodes only those that the cache
 * itself has encoded, and allocates no absurd arrays.
 */
final class ObjectDecoder extends ObjectInputStream {
    private static final int DESCRIPTOR_BITS = 28;

    private final ClassResolver resolver;
    private final DescriptorTable descriptors;
    private final InputGuard guard;

    /**
     * @param length bytes in the stream
     * @param filter the user's; may be null
     */
    ObjectDecoder(InputStream in, int length, ClassResolver resolver, DescriptorTable descriptors, ObjectInputFilter filter)
            throws IOException {
        super(in);
        this.resolver = resolver;
        this.descriptors = descriptors;
        this.guard = new InputGuard(length, both(filter, getObjectInputFilter()));
        setObjectInputFilter(guard);
    }

    /** Rejects what either rejects; allows what one allows and the other does not reject. */
    private static ObjectInputFilter both(ObjectInputFilter filter, ObjectInputFilter jvmWide) {
        return filter == null ? jvmWide : jvmWide == null ? filter : ObjectInputFilter.merge(filter, jvmWide);
    }

    /** The name of the class that a filter did not let through; null if all were. */
    String rejected() {
        return guard.rejected;
    }

    @Override
    protected void readStreamHeader() {
        // ObjectEncoder writes none.
    }

    @Override
    protected ObjectStreamClass readClassDescriptor() throws IOException {
        int number = 0;
        for (int shift = 0; shift < DESCRIPTOR_BITS; shift += 7) {
            int next = readUnsignedByte();
            number |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return descriptors.descriptor(number);
            }
        }
        throw CodecException.damaged("the number of a class descriptor");
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        return resolver.resolve(description.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws ClassNotFoundException {
        for (String name : interfaces) {
            if (!descriptors.isProxyInterface(name)) {
                throw CodecException.damaged("a proxy of " + name + ", which this cache has not written");
            }
        }
        return resolver.resolveProxy(interfaces);
    }

    /**
     * Bounds the elements of all arrays in a stream together, and passes all else on to the filters of the user and of the whole
     * JVM. The JDK asks it before it makes an array of a length read from the stream, in its own collections too.
     */
    private static final class InputGuard implements ObjectInputFilter {
        /**
         * An element takes a byte at least, but a hash table may be eight times as long as it has entries, and an empty
         * collection has some room. Nothing sound exceeds this many elements per byte of the stream, plus the constant.
         */
        private static final long ELEMENTS_PER_BYTE = 16;
        private static final long SPARE_ELEMENTS = 1024;

        private final ObjectInputFilter next;
        private long elementsLeft;
        private String rejected;

        InputGuard(int streamLength, ObjectInputFilter next) {
            this.elementsLeft = streamLength * ELEMENTS_PER_BYTE + SPARE_ELEMENTS;
            this.next = next;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            elementsLeft -= Math.max(0, info.arrayLength());
            if (elementsLeft < 0) {
                return Status.REJECTED;
            }
            Status status = next == null ? Status.UNDECIDED : next.checkInput(info);
            if (status == Status.REJECTED && info.serialClass() != null) {
                rejected = info.serialClass().getName();
            }
            return status;
        }
    }
}
