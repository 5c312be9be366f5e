package org.varve.store.segment;

import java.util.concurrent.atomic.LongAdder;

/** Bytes of one cache's records. Segments refer to it, hence it refers to nothing. */
public final class ByteAccount {
    private final LongAdder bytes = new LongAdder();

    /** The cache's records have become so many bytes more (or fewer). Not while a bucket is locked: an adder may allocate. */
    public void grown(long by) {
        bytes.add(by);
    }

    /** Exact when nothing is going on, but for what a sweep took out unread and is not settled yet. */
    public long sum() {
        return bytes.sum();
    }
}
