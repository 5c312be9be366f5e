package org.varve.store;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of one key, reentrant. Before a thread waits it says for which lock, in a table of all waiting threads; following owner and
 * waited-for from there shows a cycle. What is read along the way may change meanwhile, but a deadlock does not: only a cycle that is
 * there at two looks with a wait in between is one.
 */
final class KeyLock {
    private static final long LOOK_EVERY_MILLIS = 10;
    private static final int LONGEST_CYCLE = 10_000;
    private static final int GONE = -1;
    private static final ConcurrentHashMap<Thread, KeyLock> WAITING = new ConcurrentHashMap<>();

    private final StoreKey key;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile Thread owner;

    /** The creator counts as the first user. */
    KeyLock(StoreKey key) {
        this.key = key;
    }

    /** May run user code. */
    boolean isFor(StoreKey other) {
        if (key.isCanonical() != other.isCanonical()) {
            return false;
        }
        return key.isCanonical()
                ? Arrays.equals(key.bytes(), 0, key.length(), other.bytes(), 0, other.length())
                : other.copy().judge(key.bytes());
    }

    /** False if the last user has left and the lock is being thrown away. */
    boolean tryUse() {
        int n;
        do {
            n = users.get();
            if (n == GONE) {
                return false;
            }
        } while (!users.compareAndSet(n, n + 1));
        return true;
    }

    /** True if this was the last user: the caller throws the lock away. */
    boolean unuse() {
        int n;
        int rest;
        do {
            n = users.get();
            rest = n == 1 ? GONE : n - 1;
        } while (!users.compareAndSet(n, rest));
        return rest == GONE;
    }

    void lock() {
        if (!lock.tryLock()) {
            waitForIt();
        }
        owner = Thread.currentThread();
    }

    private void waitForIt() {
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        boolean cycleSeen = false;
        WAITING.put(me, this);
        try {
            while (true) {
                try {
                    if (lock.tryLock(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    // Cache operations are not interruptible; the flag is put back below.
                    interrupted = true;
                    continue;
                }
                boolean cycle = closesCycle(me);
                if (cycle && cycleSeen) {
                    throw new KeyDeadlockException("deadlock: thread " + me.getName() + " waits for a key that thread " + nameOf(owner)
                            + " holds, which waits, directly or not, for a key held by " + me.getName()
                            + ". Operations inside loaders, writers, listeners and entry processors must not use each other's keys in a circle.");
                }
                cycleSeen = cycle;
            }
        } finally {
            WAITING.remove(me);
            if (interrupted) {
                me.interrupt();
            }
        }
    }

    private static String nameOf(Thread thread) {
        return thread == null ? "?" : thread.getName();
    }

    /** True in one thread of a cycle only, the one with the highest id: all of them look, and one failure sets the others free. */
    private boolean closesCycle(Thread me) {
        KeyLock at = this;
        boolean highest = true;
        for (int i = 0; at != null && i < LONGEST_CYCLE; i++) {
            Thread holder = at.owner;
            if (holder == me) {
                return highest;
            }
            highest &= holder == null || holder.getId() < me.getId();
            at = holder == null ? null : WAITING.get(holder);
        }
        return false;
    }

    void unlock() {
        if (lock.getHoldCount() == 1) {
            owner = null;
        }
        lock.unlock();
    }

    /** How often the current thread has locked it. */
    int holds() {
        return lock.getHoldCount();
    }
}
