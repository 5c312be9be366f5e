package org.varve.store;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps memory from being unmapped under whoever uses it.
 *
 * <p>Where the memory stops late users itself (JDK 22 on), entering is a look at a flag. Elsewhere every access to the store is pinned by a counter,
 * striped by thread: {@link #close} sets the flag, then {@link #awaitEmpty} waits until each stripe has been seen at zero. Both sides are volatile:
 * a thread that raised its stripe after it was seen at zero then sees the flag and goes away without touching memory. The wait is
 * short, because nobody runs user code or waits for long while entered.
 */
final class AccessGuard {
    /** Longs between two stripes: two cache lines. */
    private static final int SPACING = 16;
    private static final long PARK_NANOS = 50_000;
    private static final long LOOK_NANOS = 500_000_000;
    private static final int FIRST_VIRTUAL_THREADS = 19;
    private static final String STORE_PACKAGE = "org.varve.store.";

    private final String name;
    private final boolean pins;
    private final int stripeMask;
    private final AtomicLongArray stripes;
    private volatile boolean closed;

    AccessGuard(String name, boolean pins, int cores) {
        this.name = name;
        this.pins = pins;
        this.stripeMask = pins ? Integer.highestOneBit(4 * cores - 1) * 2 - 1 : 0;
        this.stripes = new AtomicLongArray((stripeMask + 2) * SPACING);
    }

    /** Begins an access. Returns what {@link #exit} wants. */
    int enter() {
        if (!pins) {
            checkOpen();
            return 0;
        }
        // A stack overflow between enter and exit could leave the pin behind for ever.
        StackReserve.checkForAccess();
        int stripe = (((int) Thread.currentThread().getId() & stripeMask) + 1) * SPACING;
        stripes.getAndIncrement(stripe);
        if (closed) {
            stripes.getAndDecrement(stripe);
            throw closedException(null);
        }
        return stripe;
    }

    void exit(int stripe) {
        if (pins) {
            stripes.getAndDecrement(stripe);
        }
    }

    boolean isClosed() {
        return closed;
    }

    void checkOpen() {
        if (closed) {
            throw closedException(null);
        }
    }

    /**
     * What an exception during an access means: the memory went away because of {@link #close}, or something is broken. An operation that
     * lost its memory half way may have left a head or a table in a state on which the next one fails in any way; it is closed all the same.
     */
    RuntimeException translate(RuntimeException e) {
        return closed && !(e instanceof StoreClosedException) ? closedException(e) : e;
    }

    private StoreClosedException closedException(Throwable cause) {
        StoreClosedException e = new StoreClosedException("store " + name + " is closed");
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }

    /** Lets nobody enter any more. False if it was closed before. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /**
     * After {@link #close}: waits until nobody is inside. Not to be called from inside.
     *
     * @return false if somebody still may be after {@code nanos}
     */
    boolean awaitEmpty(TimeSource time, long nanos) {
        long start = time.nanos();
        long nextLook = start + LOOK_NANOS;
        for (int stripe = SPACING; pins && stripe <= (stripeMask + 1) * SPACING; stripe += SPACING) {
            while (stripes.get(stripe) != 0) {
                long now = time.nanos();
                if (now - nextLook > 0) {
                    if (isNobodyInside()) {
                        return true;
                    }
                    nextLook = now + LOOK_NANOS;
                }
                if (now - start > nanos) {
                    return false;
                }
                LockSupport.parkNanos(PARK_NANOS);
            }
        }
        return true;
    }

    /**
     * True if no thread executes the store, so that a pin which is still there was lost by a stack overflow between enter and exit. Nobody
     * can enter any more, so this stays true. Virtual threads do not show up, hence no answer where there are any.
     */
    private static boolean isNobodyInside() {
        if (Runtime.version().feature() >= FIRST_VIRTUAL_THREADS) {
            return false;
        }
        for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
            for (StackTraceElement frame : thread.getValue()) {
                if (thread.getKey() != Thread.currentThread() && frame.getClassName().startsWith(STORE_PACKAGE)) {
                    return false;
                }
            }
        }
        return true;
    }
}
