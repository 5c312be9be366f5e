package org.varve.codec.type;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.varve.codec.CodecException;
import org.varve.codec.DecodeInput;
import org.varve.codec.EncodeBuffer;
import org.varve.codec.type.ObjectEncoding.Sharing;

/** The elements of collections and maps: their number, then one after the other. */
final class Elements {
    private Elements() {
    }

    static boolean write(Collection<?> elements, EncodeBuffer out, Nesting nesting) {
        int count = elements.size();
        out.appendVarint(count);
        int written = 0;
        for (Object element : elements) {
            if (!nesting.write(element, out)) {
                return false;
            }
            written++;
        }
        requireUnchanged(count, written);
        return true;
    }

    /** Faster than by an iterator where {@code get} is. */
    static boolean writeIndexed(List<?> elements, EncodeBuffer out, Nesting nesting) {
        int count = elements.size();
        out.appendVarint(count);
        for (int i = 0; i < count; i++) {
            if (!nesting.write(elements.get(i), out)) {
                return false;
            }
        }
        requireUnchanged(count, elements.size());
        return true;
    }

    static boolean write(Object[] elements, EncodeBuffer out, Nesting nesting) {
        out.appendVarint(elements.length);
        for (Object element : elements) {
            if (!nesting.write(element, out)) {
                return false;
            }
        }
        return true;
    }

    static boolean write(Map<?, ?> map, EncodeBuffer out, Nesting nesting) {
        int count = map.size();
        out.appendVarint(count);
        int written = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!nesting.write(entry.getKey(), out) || !nesting.write(entry.getValue(), out)) {
                return false;
            }
            written++;
        }
        requireUnchanged(count, written);
        return true;
    }

    private static void requireUnchanged(int count, int written) {
        if (written != count) {
            throw new CodecException("a collection cannot be cached: it was changed while it was encoded");
        }
    }

    /** Elements of what {@code into} makes for a number of them. */
    static <C extends Collection<Object>> C read(DecodeInput in, Nesting nesting, Function<Integer, C> into) {
        int count = in.readCount(1);
        C elements = into.apply(count);
        for (int i = 0; i < count; i++) {
            elements.add(nesting.read(in));
        }
        return elements;
    }

    static Object[] readArray(DecodeInput in, Nesting nesting) {
        Object[] elements = new Object[in.readCount(1)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = nesting.read(in);
        }
        return elements;
    }

    static <M extends Map<Object, Object>> M readMap(DecodeInput in, Nesting nesting, Function<Integer, M> into) {
        int count = in.readCount(2);
        M map = into.apply(count);
        for (int i = 0; i < count; i++) {
            Object key = nesting.read(in);
            map.put(key, nesting.read(in));
        }
        return map;
    }

    /** The capacity of a hash table that does not grow while so many elements are added. */
    static int hashCapacity(int count) {
        return (int) (count / 0.75f) + 1;
    }

    /** Empty immutable collections are shared by everybody and hold nothing. */
    static Sharing ofImmutable(Collection<?> elements) {
        return elements.isEmpty() ? Sharing.VALUE : Sharing.IMMUTABLE;
    }

    static Sharing ofImmutable(Map<?, ?> map) {
        return map.isEmpty() ? Sharing.VALUE : Sharing.IMMUTABLE;
    }

    static Sharing mutable(Object container) {
        return Sharing.MUTABLE;
    }
}
