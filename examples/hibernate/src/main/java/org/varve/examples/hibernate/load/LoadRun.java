package org.varve.examples.hibernate.load;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.varve.examples.hibernate.NameService;
import org.varve.examples.hibernate.model.DisplayName;

/** Runs the workload against one session factory, with several threads, and takes the figures. */
public final class LoadRun {

    private static final long PROGRESS_MILLIS = 200;

    /**
     * What to run.
     *
     * @param operations  in all threads together
     * @param updateShare from 0 to 1
     */
    public record Plan(int operations, int threads, double updateShare, long seed) {
    }

    private final SessionFactory factory;
    private final NameSample names;
    private final Plan plan;
    private final LongAdder done = new LongAdder();

    public LoadRun(SessionFactory factory, NameSample names, Plan plan) {
        this.factory = factory;
        this.names = names;
        this.plan = plan;
    }

    /**
     * Runs to the end.
     *
     * @param progress told now and then how many operations are done
     */
    public RunFigures run(LongConsumer progress) throws InterruptedException, ExecutionException {
        Workload workload = new Workload(new NameService(factory), names, plan.updateShare());
        factory.getStatistics().clear();
        Instant start = Instant.now();
        performAll(workload, progress);
        Duration elapsed = Duration.between(start, Instant.now());
        RunFigures.Counts counts = RunFigures.Counts.of(factory.getStatistics());
        return new RunFigures(plan.operations(), elapsed, counts, heapUsed(),
                workload.updated().size(), countStale(workload.updated()));
    }

    private void performAll(Workload workload, LongConsumer progress) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(plan.threads());
        try {
            List<? extends Future<?>> shares = IntStream.range(0, plan.threads())
                    .mapToObj(thread -> executor.submit(() -> performShare(workload, thread)))
                    .toList();
            executor.shutdown();
            while (!executor.awaitTermination(PROGRESS_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.accept(done.sum());
            }
            for (Future<?> share : shares) {
                share.get();
            }
            progress.accept(done.sum());
        } finally {
            executor.shutdownNow();
        }
    }

    private void performShare(Workload workload, int thread) {
        SplittableRandom random = new SplittableRandom(plan.seed() + thread);
        for (int operation = thread; operation < plan.operations(); operation += plan.threads()) {
            workload.performOne(random);
            done.increment();
        }
    }

    private static long heapUsed() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Compares what the sessions see with what the database holds; a query for plain values bypasses the caches. */
    private long countStale(Set<Long> ids) {
        return ids.stream().filter(id -> factory.fromSession(session -> {
            String seen = session.find(DisplayName.class, id).getText();
            String stored = session.createQuery("select n.text from DisplayName n where n.id = :id", String.class)
                    .setParameter("id", id)
                    .getSingleResult();
            return !seen.equals(stored);
        })).count();
    }
}
