package org.varve.jcache.internal.event;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The events that wait for one asynchronous listener. */
final class AsyncQueue<K, V> implements Runnable {
    /*
     * Whoever raises the count from zero hands the queue to the executor, and the task gives it up only when the count is
     * back at zero: at most one thread runs a listener at a time, in the order in which events were queued, which for one
     * key is the order in which they happened, since they are queued under the key's lock.
     *
     * Publishers hold that lock, so they must not wait for the listener (it may want the same key): beyond the limits, in
     * number or bytes, each event costs its publisher a short pause, long enough to slow a producer down and too short to be a
     * deadlock.
     */
    private static final System.Logger LOG = System.getLogger(AsyncQueue.class.getName());
    private static final int LIMIT = 100_000;
    private static final long BYTES_LIMIT = HeapShare.bytes();
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int BATCH = 256;

    private final Registration<K, V> registration;
    private final Executor executor;
    private final Queue<VarveEvent<K, V>> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closed;

    AsyncQueue(Registration<K, V> registration, Executor executor) {
        this.registration = registration;
        this.executor = executor;
    }

    void add(VarveEvent<K, V> event) {
        events.add(event);
        long waitingBytes = bytes.addAndGet(event.bytes());
        int waiting = count.getAndIncrement();
        if (waiting == 0) {
            schedule();
        } else if (waiting > LIMIT || waitingBytes > BYTES_LIMIT) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void schedule() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            // The manager is closing, which ends delivery.
            closed = true;
            events.clear();
        }
    }

    @Override
    public void run() {
        int done = 0;
        while (done < BATCH) {
            VarveEvent<K, V> event = events.poll();
            if (event == null) {
                break;
            }
            done++;
            bytes.addAndGet(-event.bytes());
            if (!closed) {
                deliver(event);
            }
        }
        // Closing takes events away that stay counted: a closed queue would be scheduled for ever.
        if (count.addAndGet(-done) > 0 && !closed) {
            schedule();
        }
    }

    private void deliver(VarveEvent<K, V> event) {
        try {
            registration.call(event);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "An asynchronous listener of cache '" + event.getSource().getName() + "' failed", e);
        }
    }

    /** Bytes of the events that wait. */
    long bytes() {
        return bytes.get();
    }

    void close() {
        closed = true;
        events.clear();
    }
}
