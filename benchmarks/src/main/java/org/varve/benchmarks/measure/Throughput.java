package org.varve.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs loops at the same time, one per thread. */
public final class Throughput implements AutoCloseable {
    private final ExecutorService threads;

    public Throughput(int most) {
        this.threads = Executors.newFixedThreadPool(most);
    }

    /** Runs each of the loops for so long; returns the operations per second of all together. */
    public double run(List<? extends Loop> loops, long nanos) {
        CyclicBarrier start = new CyclicBarrier(loops.size());
        List<Callable<Double>> tasks = new ArrayList<>();
        for (Loop loop : loops) {
            tasks.add(() -> {
                start.await();
                return 1e9 / loop.run(nanos);
            });
        }
        try {
            double sum = 0;
            for (Future<Double> rate : threads.invokeAll(tasks)) {
                sum += rate.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
