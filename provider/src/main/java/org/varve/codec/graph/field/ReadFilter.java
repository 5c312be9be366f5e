package org.varve.codec.graph.field;

import java.io.ObjectInputFilter;
import java.io.Serializable;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;

/** Asks the filters of the user and of the whole JVM about one graph, as a serialization stream would. */
final class ReadFilter {
    private final ObjectInputFilter filter;
    private final DecodeInput in;
    private final int length;

    private ReadFilter(ObjectInputFilter filter, DecodeInput in) {
        this.filter = filter;
        this.in = in;
        this.length = in.remaining();
    }

    /**
     * For one graph; null if there is nobody to ask.
     *
     * @param user the user's filter; may be null
     */
    static ReadFilter create(ObjectInputFilter user, DecodeInput in) {
        ObjectInputFilter jvmWide = ObjectInputFilter.Config.getSerialFilterFactory()
                .apply(null, ObjectInputFilter.Config.getSerialFilter());
        if (user == null && jvmWide == null) {
            return null;
        }
        ObjectInputFilter both = user == null ? jvmWide : jvmWide == null ? user : ObjectInputFilter.merge(user, jvmWide);
        return new ReadFilter(both, in);
    }

    /**
     * Asks about a class and the classes that it extends, as far as they are serialized too.
     *
     * @param arrayLength -1 if it is no array
     * @throws CodecException if the class is rejected
     */
    void check(Class<?> type, int arrayLength, int depth, int references) {
        for (Class<?> each = type; each != null && Serializable.class.isAssignableFrom(each); each = each.getSuperclass()) {
            Info info = new Info(each, arrayLength, depth, references, length - in.remaining());
            if (filter.checkInput(info) == ObjectInputFilter.Status.REJECTED) {
                throw new CodecException("A cached object of class " + type.getName() + " was rejected by the deserialization filter"
                        + (each == type ? "" : ", because of " + each.getName()));
            }
        }
    }

    private record Info(Class<?> serialClass, long arrayLength, long depth, long references, long streamBytes)
            implements ObjectInputFilter.FilterInfo {
    }
}
