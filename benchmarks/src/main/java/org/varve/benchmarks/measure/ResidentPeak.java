package org.varve.benchmarks.measure;

import java.util.concurrent.locks.LockSupport;

/** Looks every 50 ms how much is resident beyond the heap, and keeps the most that it saw. */
public final class ResidentPeak implements AutoCloseable {
    private static final long EVERY_NANOS = 50_000_000;

    private final long baseline;
    private final Thread thread;
    private volatile boolean done;
    private volatile long peak;

    /** The baseline is what is resident beyond the heap now, before the store is opened. */
    public ResidentPeak() {
        this.baseline = Resident.beyondHeap();
        this.thread = new Thread(this::look, "resident-peak");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        while (!done) {
            peak = Math.max(peak, now());
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    /** Bytes more than at the beginning, at this moment. */
    public long now() {
        return Resident.beyondHeap() - baseline;
    }

    /** The most bytes more than at the beginning so far. */
    public long peak() {
        return Math.max(peak, now());
    }

    /** Bytes at the beginning. */
    public long baseline() {
        return baseline;
    }

    @Override
    public void close() {
        done = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
