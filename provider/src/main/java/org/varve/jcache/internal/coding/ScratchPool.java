package org.varve.jcache.internal.coding;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded pool of {@link Scratch} objects, striped by thread.
 */
public final class ScratchPool {
    /*
     * A thread looks at one slot only, chosen by its id: what is there it takes with one exchange, otherwise it makes a new
     * one. So a nested operation inside user code, or a second thread on the same slot, never waits; it allocates. A
     * ThreadLocal would pin one set of buffers per thread (a million virtual threads, a redeployed application's pool).
     * Slots are a cache line apart, because every operation writes its slot twice.
     */
    private static final int SPACING = 16;

    private final AtomicReferenceArray<Scratch> slots;
    private final int mask;

    public ScratchPool() {
        int stripes = Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 8 - 1);
        mask = stripes - 1;
        slots = new AtomicReferenceArray<>(stripes * SPACING);
    }

    /** Buffers for one operation; to be closed by it. */
    public Scratch take() {
        Scratch pooled = slots.getAndSet(slot(), null);
        return pooled != null ? pooled : new Scratch(this);
    }

    void release(Scratch scratch) {
        if (scratch.isSmall()) {
            slots.setRelease(slot(), scratch);
        }
    }

    private int slot() {
        long id = Thread.currentThread().getId();
        return ((int) (id * 0x9E3779B97F4A7C15L >>> 40) & mask) * SPACING;
    }
}
