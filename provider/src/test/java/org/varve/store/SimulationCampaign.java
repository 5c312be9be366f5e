package org.varve.store;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Runs many seeds on several threads, each with seeds of its own. The first failure ends it. */
final class SimulationCampaign {
    private static final long TELL_NANOS = 30_000_000_000L;

    private final long first;
    private final long seeds;
    private final int threads;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicReference<SimulationPlan> failed = new AtomicReference<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile long lastTold = System.nanoTime();

    SimulationCampaign(long first, long seeds, int threads) {
        this.first = first;
        this.seeds = seeds;
        this.threads = threads;
    }

    /**
     * @return the closing line
     * @throws AssertionError with seed, shrunk plan and the command to repeat it
     */
    String run() throws InterruptedException {
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = SimulatedThread.owner(this::work, "simulation-" + i);
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        SimulationPlan plan = failed.get();
        if (plan != null) {
            throw new AssertionError(SimulationShrinker.report(plan, failure.get(), Weakening::new) + "\n" + trace(failure.get()));
        }
        return "simulation: " + seeds + " seeds, " + steps + " steps, clean";
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private void work() {
        for (long at = next.getAndIncrement(); at < seeds && failed.get() == null; at = next.getAndIncrement()) {
            SimulationPlan plan = SimulationPlan.of(first + at);
            Throwable thrown = SimulationShrinker.failure(plan, new Weakening());
            if (thrown != null && failed.compareAndSet(null, plan)) {
                failure.set(thrown);
            }
            steps.addAndGet(plan.steps().size());
            tell(at);
        }
    }

    private void tell(long done) {
        long now = System.nanoTime();
        if (now - lastTold > TELL_NANOS) {
            lastTold = now;
            System.out.println("simulation: " + done + " of " + seeds + " seeds, " + steps + " steps");
        }
    }
}
