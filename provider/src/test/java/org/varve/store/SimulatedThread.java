package org.varve.store;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A thread whose number is the same in every run, since the store chooses heads by it. It can have something done by a second thread and waits for that: so two
 * threads take turns, and still the same happens every time.
 */
final class SimulatedThread extends Thread {
    private static final long OWNER = 4;
    private static final long VISITOR = 5;
    private static final long PATIENCE_SECONDS = 120;

    private final long number;
    private ExecutorService visitor;

    private SimulatedThread(Runnable work, String name, long number) {
        super(work, name);
        this.number = number;
        setDaemon(true);
    }

    /** A thread that runs simulations. */
    static SimulatedThread owner(Runnable work, String name) {
        return new SimulatedThread(work, name, OWNER);
    }

    /** Runs something on a thread of simulations, this one if it is one. */
    static <T> T call(Callable<T> work) {
        if (Thread.currentThread() instanceof SimulatedThread) {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        ExecutorService one = Executors.newSingleThreadExecutor(task -> owner(task, "simulation"));
        try {
            return outcome(one, work);
        } finally {
            one.shutdown();
        }
    }

    /** For a thread of simulations: has the second thread do something, and waits for it. */
    static void elsewhere(Runnable work) {
        SimulatedThread owner = (SimulatedThread) Thread.currentThread();
        if (owner.visitor == null) {
            owner.visitor = Executors.newSingleThreadExecutor(task -> new SimulatedThread(task, "visitor", VISITOR));
        }
        // An interrupted thread could not wait.
        boolean interrupted = Thread.interrupted();
        outcome(owner.visitor, () -> {
            work.run();
            return null;
        });
        if (interrupted) {
            owner.interrupt();
        }
    }

    private static <T> T outcome(ExecutorService thread, Callable<T> work) {
        try {
            return thread.submit(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException) {
                throw (RuntimeException) e.getCause();
            }
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("a second thread is held up by the first", e);
        }
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            if (visitor != null) {
                visitor.shutdown();
            }
        }
    }

    @Override
    public long getId() {
        return number;
    }
}
