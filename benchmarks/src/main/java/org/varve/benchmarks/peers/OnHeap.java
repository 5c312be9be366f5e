package org.varve.benchmarks.peers;

/** How large entries are taken to be where a cache on the heap can only be told their weight. */
final class OnHeap {
    /** Key and value as objects with their headers, the node that holds them and its place in a table; some 150 to 180 bytes in the caches here. */
    private static final int OVERHEAD = 160;

    private OnHeap() {
    }

    /** Bytes of an entry. */
    static int weight(Setup setup, String key, Object value) {
        return OVERHEAD + key.length() + setup.values().form().size(value);
    }
}
