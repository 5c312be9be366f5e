package org.varve.benchmarks.store;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * A thread that does one small thing every 0.1 ms and notes how long after it was due each was done, and how long the longest took once it had begun. Beside
 * {@linkplain Controls others} with the same rhythm that do not use the store, it tells what the store has delayed from what the machine has.
 */
final class Probe implements AutoCloseable {
    static final long PERIOD_NANOS = 100_000;

    private final Recorder recorder = new Recorder(3);
    private final Longest longest = new Longest();
    private final Runnable step;
    private final Thread thread;
    private volatile boolean done;
    private volatile RuntimeException failure;

    Probe(String name, Runnable step) {
        this.step = step;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long due = System.nanoTime();
        try (Withheld withheld = new Withheld(false)) {
            while (!done) {
                due += PERIOD_NANOS;
                for (long now = System.nanoTime(); now < due && !done; now = System.nanoTime()) {
                    LockSupport.parkNanos(due - now);
                }
                withheld.mark();
                long begin = System.nanoTime();
                step.run();
                long end = System.nanoTime();
                longest.took(end - begin, withheld);
                recorder.recordValue(Math.max(0, end - due));
                // A long delay counts once, not again for every time that was missed meanwhile.
                due = Math.max(due, end - PERIOD_NANOS);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Delays in nanoseconds since the last call. */
    Histogram lap() {
        if (failure != null) {
            throw new IllegalStateException("the probe failed", failure);
        }
        return recorder.getIntervalHistogram();
    }

    /** What took longest since the last call, from its beginning. */
    Longest longest() {
        return longest;
    }

    /** Waits until the thread ends, which it does by itself only after a failure. */
    void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done = true;
        awaitEnd();
    }
}
