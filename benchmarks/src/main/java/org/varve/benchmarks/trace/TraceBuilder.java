package org.varve.benchmarks.trace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers keys in the order in which they come. */
final class TraceBuilder {
    private static final int FIRST = 1 << 16;

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final boolean hasSizes;
    private final int most;
    private int[] keys = new int[FIRST];
    private int[] sizes = new int[FIRST];
    private int count;

    /** @param most requests; those that come after are left out */
    TraceBuilder(boolean hasSizes, int most) {
        this.hasSizes = hasSizes;
        this.most = most;
    }

    /**
     * A request.
     *
     * @param key  of any kind
     * @param size bytes of its value, if this trace has sizes
     */
    void add(Object key, int size) {
        if (isFull()) {
            return;
        }
        Integer before = numbers.putIfAbsent(key, numbers.size());
        int number = before == null ? numbers.size() - 1 : before;
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
        }
        if (number >= sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * sizes.length);
        }
        keys[count++] = number;
        sizes[number] = size;
    }

    boolean isFull() {
        return count >= most;
    }

    Trace build() {
        return new Trace(Arrays.copyOf(keys, count), numbers.size(), hasSizes ? Arrays.copyOf(sizes, numbers.size()) : null);
    }
}
