package org.varve.jcache.internal.event;

/** How much of the Java heap events that wait for a listener may take. */
final class HeapShare {
    /** Of the heap's limit, for one queue. */
    private static final int PART = 32;
    private static final long LEAST = 1 << 20;
    private static final long MOST = 64 << 20;

    private HeapShare() {
    }

    /** Bytes, the same at each call. */
    static long bytes() {
        return Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().maxMemory() / PART));
    }
}
