package org.varve.codec.graph;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.varve.codec.CodecException;

/**
 * The class descriptors that one cache has written into serialization streams, by number. A descriptor is a class's name, version
 * and fields as they were at the time of writing, also for a class of the same name in another loader: different descriptors
 * have different numbers. What has no number cannot be named in a stream. Thread safe.
 */
final class DescriptorTable {
    /*
     * A ClassValue leads from a class to its number and holds nothing else, so that neither the table keeps classes alive nor a
     * class the table. The descriptors that are handed out have been read from bytes: unlike those of ObjectStreamClass.lookup
     * they know no class. ObjectInputStream takes from them what it needs and does not change them.
     */
    private static final int FIRST_SIZE = 16;

    private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
    private final Set<String> proxyInterfaces = ConcurrentHashMap.newKeySet();
    private final ClassValue<Integer> known = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return enter(type);
        }
    };

    /** Replaced as a whole when it grows; a descriptor is in it before its number is known to anybody. */
    private volatile ObjectStreamClass[] descriptors = new ObjectStreamClass[FIRST_SIZE];

    /** The number of a class's descriptor, 0 and up; enters it if it is new. */
    int numberOf(ObjectStreamClass descriptor) {
        return known.get(descriptor.forClass());
    }

    /** @throws CodecException if no descriptor has that number */
    ObjectStreamClass descriptor(int number) {
        ObjectStreamClass[] all = descriptors;
        ObjectStreamClass descriptor = number >= 0 && number < all.length ? all[number] : null;
        if (descriptor == null) {
            throw CodecException.damaged("class descriptor " + number + ", which this cache has not written");
        }
        return descriptor;
    }

    /** Dynamic proxies go by the names of their interfaces; this allows one. */
    void addProxyInterface(String name) {
        proxyInterfaces.add(name);
    }

    boolean isProxyInterface(String name) {
        return proxyInterfaces.contains(name);
    }

    private int enter(Class<?> type) {
        byte[] bytes;
        ObjectStreamClass descriptor;
        try {
            bytes = write(ObjectStreamClass.lookupAny(type));
            descriptor = new Reader(new ByteArrayInputStream(bytes)).readFirst();
        } catch (IOException e) {
            throw new CodecException("The class descriptor of " + type.getName() + " cannot be kept: " + e, e);
        }
        return enter(ByteBuffer.wrap(bytes), descriptor);
    }

    private synchronized int enter(ByteBuffer bytes, ObjectStreamClass descriptor) {
        Integer given = numbers.get(bytes);
        if (given != null) {
            return given;
        }
        int number = numbers.size();
        ObjectStreamClass[] all = descriptors;
        ObjectStreamClass[] more = Arrays.copyOf(all, number < all.length ? all.length : all.length * 2);
        more[number] = descriptor;
        descriptors = more;
        numbers.put(bytes, number);
        return number;
    }

    /** Descriptors of superclasses included: they too tell one class of a name from another. */
    private static byte[] write(ObjectStreamClass descriptor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(descriptor);
        }
        return bytes.toByteArray();
    }

    /** Reads a descriptor without looking for its class. */
    private static final class Reader extends ObjectInputStream {
        private ObjectStreamClass first;

        Reader(InputStream in) throws IOException {
            super(in);
        }

        ObjectStreamClass readFirst() throws IOException {
            try {
                readObject();
            } catch (ClassNotFoundException expected) {
                // None is looked for.
            }
            return first;
        }

        @Override
        protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
            ObjectStreamClass descriptor = super.readClassDescriptor();
            if (first == null) {
                first = descriptor;
            }
            return descriptor;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
            throw new ClassNotFoundException(descriptor.getName());
        }
    }
}
