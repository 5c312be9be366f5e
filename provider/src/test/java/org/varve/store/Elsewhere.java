package org.varve.store;

import java.util.List;

/** What another thread does in the middle of something. */
final class Elsewhere {
    /** What it cannot do by then is taken to wait for this thread. */
    static final long A_WHILE_MILLIS = 30;

    private Elsewhere() {
    }

    /** Lets another thread, which is added to {@code threads}, do something, and goes on when that is done or seems to wait for this thread. */
    static void run(List<Thread> threads, Runnable work) {
        Thread thread = new Thread(work, "elsewhere");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        try {
            thread.join(A_WHILE_MILLIS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void joinAll(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
