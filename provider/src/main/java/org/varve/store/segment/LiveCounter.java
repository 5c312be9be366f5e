package org.varve.store.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import org.varve.store.memory.PaddedObject;

/**
 * Live records of a segment and their bytes, in counters that only grow: what was raised by the one who has the segment open, without an atomic operation, and
 * what was lowered by anybody, striped by thread. Records and bytes are halves of one number, so that they change together.
 *
 * <p>Every overwrite lowers the counter of some segment, and there are but some hundred segments: without stripes the counter's cache line has been
 * written last by another core as often as not. The counters of one stripe of {@value #GROUP} segments lie side by side, so that those of a thread stay in the
 * caches of its core.
 *
 * <p>What was lowered is read first: so the difference may be too large for a moment, but never too small, and nobody sees it negative.
 */
final class LiveCounter extends PaddedObject {
    /** So many segments have their counters in one array, two cache lines per stripe. */
    static final int GROUP = 16;
    /** Between two stripes, in longs: lines are fetched in pairs, and arrays do not begin at the border of one. */
    private static final int SPACING = 2 * GROUP;

    /** Bytes have this many bits, records those above: a segment and a large record that extends it have less than 64 GiB, and fewer than 2^27 records. */
    private static final int BYTE_BITS = 36;
    private static final long ONE_RECORD = 1L << BYTE_BITS;

    private static final VarHandle RAISED;

    static {
        try {
            RAISED = MethodHandles.lookup().findVarHandle(LiveCounter.class, "raised", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final AtomicLongArray lowered;
    private final int first;
    private final int stripeMask;
    private long raised;

    /**
     * @param group what {@link #group} has made, for this counter and its neighbours
     * @param slot  of the segment
     */
    LiveCounter(AtomicLongArray group, int slot) {
        lowered = group;
        first = SPACING / 2 + slot % GROUP;
        stripeMask = group.length() / SPACING - 1;
        // Linked now, which may allocate, and not when they are first used, while a bucket is locked.
        RAISED.setRelease(this, 0L);
        lowerBy(0);
    }

    /** The counters of {@link #GROUP} segments. {@code stripes} is a power of two. */
    static AtomicLongArray group(int stripes) {
        return new AtomicLongArray(stripes * SPACING);
    }

    /** So many records of so many bytes together, as they are counted here. */
    static long sum(long records, long bytes) {
        return (records << BYTE_BITS) + bytes;
    }

    static long records(long sum) {
        return sum >> BYTE_BITS;
    }

    static long bytes(long sum) {
        return sum & ONE_RECORD - 1;
    }

    /** A record more. Only for the owner of the segment. */
    void raise(long bytes) {
        RAISED.setRelease(this, raised + ONE_RECORD + bytes);
    }

    /** By a {@link #sum}. */
    void lowerBy(long sum) {
        int stripe = (int) Thread.currentThread().getId() & stripeMask;
        lowered.getAndAdd(first + stripe * SPACING, sum);
    }

    /** The {@link #sum} of all; below zero if more was lowered than raised. */
    long get() {
        long gone = lowered();
        return raised() - gone;
    }

    long raised() {
        return (long) RAISED.getAcquire(this);
    }

    long lowered() {
        long sum = 0;
        for (int at = first; at < lowered.length(); at += SPACING) {
            sum += lowered.get(at);
        }
        return sum;
    }
}
