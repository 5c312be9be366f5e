package org.varve.store.index;

import java.util.Arrays;

/** A growing stack of longs. Not thread safe. */
final class LongStack {
    private long[] elements = new long[16];
    private int size;

    void push(long element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
        }
        elements[size++] = element;
    }

    /** Makes the next {@code more} pushes allocate nothing. */
    void ensure(int more) {
        if (size + more > elements.length) {
            elements = Arrays.copyOf(elements, size + more);
        }
    }

    /** The element pushed last, or 0 if there is none. */
    long pop() {
        return size == 0 ? 0 : elements[--size];
    }

    /** A copy of the elements, the one pushed last at the end. */
    long[] toArray() {
        return Arrays.copyOf(elements, size);
    }

    int size() {
        return size;
    }

    long heapBytes() {
        return 8L * elements.length;
    }
}
