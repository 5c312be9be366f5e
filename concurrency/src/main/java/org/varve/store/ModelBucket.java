package org.varve.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A bucket as the models have it: a version, odd while locked, and one plain slot. */
final class ModelBucket {
    /** Instead of a word: the bucket changed while it was read. */
    static final int DISTURBED = -1;

    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(ModelBucket.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long version;
    /** Plain; 0 is an empty slot. */
    int word;

    ModelBucket(int word) {
        this.word = word;
    }

    void lock() {
        long seen;
        do {
            seen = beginRead();
        } while (!lockIfUnchanged(seen));
    }

    /** Locks the bucket if its version is still what it was. */
    boolean lockIfUnchanged(long seen) {
        if (!VERSION.compareAndSet(this, seen, seen + 1)) {
            return false;
        }
        VarHandle.releaseFence();
        return true;
    }

    /** By who has it locked: whether nobody else has had it since the version was read. */
    boolean isLockedSince(long seen) {
        return version == seen + 1;
    }

    void unlock() {
        VERSION.setRelease(this, version + 1);
    }

    long beginRead() {
        long seen = (long) VERSION.getAcquire(this);
        while ((seen & 1) != 0) {
            Thread.onSpinWait();
            seen = (long) VERSION.getAcquire(this);
        }
        return seen;
    }

    boolean endRead(long seen) {
        VarHandle.acquireFence();
        return (long) VERSION.getOpaque(this) == seen;
    }
}
