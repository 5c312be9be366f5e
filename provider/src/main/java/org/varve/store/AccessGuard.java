package org.varve.store;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.varve.store.memory.Backoff;
import org.varve.store.memory.GracePeriod;

/**
 * Keeps memory from being given another use, or back, under whoever uses it.
 *
 * <p>Every access that may write is pinned, striped by thread; reads are where the memory does not stop late readers itself (JDK 17 to 21).
 * There are two sets of pins, and a state word that says which is in use, the <em>parity</em>, and whether the store is closed. Each stripe has in each set a
 * <em>seat</em> for one and a counter for all who find it taken: who has a seat leaves it by a plain store, which costs a tenth of what an atomic addition does.
 *
 * <ul>
 * <li>Entering: read the state, take the seat of its parity, or raise the counter; read the state again; the same and open: inside. Otherwise leave and start over.
 * <li>Leaving: free the seat that was taken, or lower the counter that was raised.
 * <li>A grace period: see that nobody is left on the parity that is not in use, flip the parity, wait until each seat and counter of the parity that was in use
 * has been seen at zero.
 * <li>Closing: set the flag, then wait until each seat and counter of both has been seen at zero.
 * </ul>
 *
 * <p>All of these but freeing a seat are volatile, so in one order. Whoever was inside at the flip had raised a counter and then seen the old parity, hence raised it before the
 * flip and before it was looked at. Whoever sees the new parity was not inside yet. So one flip is enough, where epoch schemes without the second look
 * need two: there, somebody who read the parity long ago counts as inside once he raises that counter, however late. Nobody new enters on the old
 * parity after the flip, so the wait ends under any load. The first step matters only if an earlier wait was given up.
 */
class AccessGuard implements GracePeriod {
    /** Longs between two seats: two cache lines. */
    private static final int SPACING = 16;
    /** Longs from a seat to the counter of those who find it taken: a cache line. */
    private static final int CROWD = SPACING / 2;
    private static final int PARITY = 1;
    private static final int CLOSED = 2;
    /** What {@link #enterRead} returns where readers do not pin. */
    private static final int NO_PIN = 0;
    private static final long PARK_NANOS = 50_000;
    private static final long LOOK_NANOS = 500_000_000;
    /** An access takes microseconds, draining a huge index a second. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int FIRST_VIRTUAL_THREADS = 19;
    private static final String STORE_PACKAGE = "org.varve.store.";

    private final String name;
    private final boolean readersPin;
    private final int stripeMask;
    private final AtomicLongArray pins;
    private final AtomicInteger state = new AtomicInteger();
    /** One grace period at a time. */
    private final ReentrantLock flipping = new ReentrantLock();
    private final CountDownLatch gone = new CountDownLatch(1);

    AccessGuard(String name, boolean readersPin, int cores) {
        this.name = name;
        this.readersPin = readersPin;
        this.stripeMask = Integer.highestOneBit(4 * cores - 1) * 2 - 1;
        this.pins = new AtomicLongArray(seat(stripeMask + 1, 0));
        // What is used for the first time is linked then, by more stack than an access has made sure of. Nobody looks at this one.
        pins.getAndSet(CROWD, 1);
        pins.getAndIncrement(CROWD);
        pins.getAndDecrement(CROWD);
        pins.setRelease(CROWD, 0);
    }

    private static int seat(int stripe, int parity) {
        return (2 * stripe + parity + 1) * SPACING;
    }

    /** Begins an access that writes nothing. Returns what {@link #exit} wants. */
    int enterRead() {
        if (readersPin) {
            return enterWrite();
        }
        checkOpen();
        return NO_PIN;
    }

    /** Begins an access that may write. Returns what {@link #exit} wants. */
    int enterWrite() {
        // A stack overflow between enter and exit could leave the pin behind for ever.
        StackReserve.checkForAccess();
        int stripe = (int) Thread.currentThread().getId() & stripeMask;
        while (true) {
            int seen = state.get();
            int pin = raise(seat(stripe, seen & PARITY));
            if (state.get() == seen && (seen & CLOSED) == 0) {
                return pin;
            }
            exit(pin);
            checkOpen();
        }
    }

    /** Takes a seat or joins its crowd; returns which. A method of its own, as {@link #flip} is, so that a test can stop a thread before it. */
    int raise(int seat) {
        // A seat that is taken stays taken.
        if (pins.getAndSet(seat, 1) == 0) {
            return seat;
        }
        pins.getAndIncrement(seat + CROWD);
        return seat + CROWD;
    }

    void exit(int pin) {
        if ((pin & CROWD) != 0) {
            pins.getAndDecrement(pin);
        } else if (pin != NO_PIN) {
            // Nobody else frees it. Whoever sees it free sees what was done inside.
            pins.setRelease(pin, 0);
        }
    }

    /** Runs an access that may write, where an object for it does not matter. */
    <T> T write(Supplier<T> access) {
        int pin = enterWrite();
        try {
            return access.get();
        } catch (RuntimeException e) {
            throw translate(e);
        } finally {
            exit(pin);
        }
    }

    /** True if an access that writes nothing is pinned like any other. */
    boolean readersPin() {
        return readersPin;
    }

    boolean isClosed() {
        return (state.get() & CLOSED) != 0;
    }

    void checkOpen() {
        if (isClosed()) {
            throw closedException(null);
        }
    }

    /**
     * What an exception during an access means: the memory went away because of {@link #close}, or something is broken. An operation that
     * lost its memory half way may have left a head or a table in a state on which the next one fails in any way; it is closed all the same.
     */
    RuntimeException translate(RuntimeException e) {
        return isClosed() && !(e instanceof StoreClosedException) ? closedException(e) : e;
    }

    /**
     * What an exception during an optimistic read means. Where readers do not pin, the memory that was being read may have been given back, or have
     * got another use so that anything was read from it; the read is disturbed like one that finds a version changed, and may be tried again. A
     * mistake is not hidden by this: after some tries a read is pinned, and what is thrown then counts.
     *
     * @throws RuntimeException if it means anything else
     */
    void excuse(RuntimeException e) {
        if (readersPin || isClosed() || e instanceof StoreClosedException) {
            throw translate(e);
        }
    }

    private StoreClosedException closedException(Throwable cause) {
        StoreClosedException e = new StoreClosedException("store " + name + " is closed");
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }

    @Override
    public boolean await() {
        return await(PATIENCE_NANOS);
    }

    boolean await(long nanos) {
        long deadline = TimeSource.system().nanos() + nanos;
        flipping.lock();
        try {
            int old = state.get() & PARITY;
            if (!awaitZero(old ^ PARITY, deadline)) {
                return false;
            }
            flip();
            return awaitZero(old, deadline) && !isClosed();
        } finally {
            flipping.unlock();
        }
    }

    void flip() {
        // Closing may set the other bit at the same time.
        state.getAndUpdate(seen -> seen ^ PARITY);
    }

    /** False if the time is over or the store closed before every seat and counter of a parity has been seen at zero. Nobody enters on it any more. */
    private boolean awaitZero(int parity, long deadline) {
        long nextLook = TimeSource.system().nanos() + LOOK_NANOS;
        for (int stripe = 0; stripe <= stripeMask; stripe++) {
            for (int tries = 0; isAnyPin(seat(stripe, parity)); tries++) {
                long now = TimeSource.system().nanos();
                if (isClosed() || now - deadline > 0) {
                    return false;
                }
                if (now - nextLook > 0) {
                    if (isNobodyInside()) {
                        forgetLost(parity);
                        return true;
                    }
                    nextLook = now + LOOK_NANOS;
                }
                Backoff.pause(tries);
            }
        }
        return true;
    }

    /** Nobody was inside, and nobody enters on this parity: what is still counted was lost, and would be in the way of every later wait. */
    private void forgetLost(int parity) {
        for (int stripe = 0; stripe <= stripeMask; stripe++) {
            pins.set(seat(stripe, parity), 0);
            pins.set(seat(stripe, parity) + CROWD, 0);
        }
    }

    /** False if a seat and its counter have been seen at zero, one after the other: nobody changes from one to the other. */
    private boolean isAnyPin(int seat) {
        return pins.get(seat) != 0 || pins.get(seat + CROWD) != 0;
    }

    /** Lets nobody enter any more. False if it was closed before. */
    boolean close() {
        return (state.getAndUpdate(seen -> seen | CLOSED) & CLOSED) == 0;
    }

    /** Whoever called {@link #close} first has given the memory back, or given that up. */
    void closed() {
        gone.countDown();
    }

    /** Waits for {@link #closed}, whatever happens to the thread meanwhile. */
    void awaitClosed() {
        boolean interrupted = false;
        while (gone.getCount() != 0) {
            try {
                gone.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * After {@link #close}: waits until nobody is inside. Not to be called from inside.
     *
     * @return false if somebody still may be after {@code nanos}
     */
    boolean awaitEmpty(TimeSource time, long nanos) {
        long start = time.nanos();
        long nextLook = start + LOOK_NANOS;
        for (int at = SPACING; at < pins.length(); at += SPACING) {
            while (isAnyPin(at)) {
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
     * True if no thread but this one executes a store, so that a pin which is still there was lost by a stack overflow between enter and exit. Where
     * nobody can enter any more this stays true. Virtual threads do not show up, hence no answer where there are any.
     */
    private static boolean isNobodyInside() {
        if (Runtime.version().feature() >= FIRST_VIRTUAL_THREADS) {
            return false;
        }
        for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
            if (thread.getKey() != Thread.currentThread() && isInside(thread.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Going by the innermost method of the store: a background thread that sleeps, of this store or another, is outside. */
    private static boolean isInside(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith(STORE_PACKAGE)) {
                return !BackgroundReclaim.isSleeping(frame);
            }
        }
        return false;
    }
}
