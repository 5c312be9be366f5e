package org.varve.store;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Threads of a test that begin together; the first failure stops all. */
final class Crew {
    /** Work that may throw anything. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private static final long PATIENCE_SECONDS = 120;

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch start = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /** A thread that does {@code work} once, or until it says that it is done. */
    Thread add(String name, Work work) {
        return add(name, 0, work);
    }

    Thread add(String name, long stackBytes, Work work) {
        Thread thread = new Thread(null, () -> {
            try {
                start.await();
                work.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                stopped = true;
            }
        }, name, stackBytes);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** True once somebody has failed or the time is over: loops should end. */
    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }

    void start() {
        threads.forEach(Thread::start);
        start.countDown();
    }

    /** Waits for all; rethrows the first failure. */
    void finish() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                stopped = true;
                AssertionError hung = new AssertionError(thread.getName() + " hangs");
                hung.setStackTrace(thread.getStackTrace());
                throw hung;
            }
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("a thread failed", thrown);
        }
        assertFalse(threads.isEmpty());
    }

    void run() throws Exception {
        start();
        finish();
    }
}
