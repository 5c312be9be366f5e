package org.varve.store.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.varve.store.memory.Backoff;
import org.varve.store.memory.PaddedObject;

/**
 * The lock of a head: one word, taken by a compare-and-set and given back by an ordered store. A put takes and releases one head, nearly always without meeting
 * anybody, since there are as many heads as threads that write at once; whoever has to wait does so as for a bucket. Not fair and not reentrant, and whoever holds
 * it must not call user code.
 */
public abstract class HeadLock extends PaddedObject {
    private static final VarHandle LOCKED;

    static {
        try {
            LOCKED = MethodHandles.lookup().findVarHandle(HeadLock.class, "locked", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int locked;

    HeadLock() {
        // Linked now, which may fail, and not when it is first held.
        unlock();
    }

    /** False if somebody holds it. */
    public final boolean tryLock() {
        return (int) LOCKED.getOpaque(this) == 0 && LOCKED.compareAndSet(this, 0, 1);
    }

    /** Waits as long as somebody else holds it. */
    public final void lock() {
        for (int tries = 0; !tryLock(); tries++) {
            Backoff.pause(tries);
        }
    }

    /** Only for who holds it. */
    public final void unlock() {
        // What was written under the lock comes before; later accesses may overtake the store, which does no harm.
        LOCKED.setRelease(this, 0);
    }
}
