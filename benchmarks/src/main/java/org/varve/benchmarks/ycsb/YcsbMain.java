package org.varve.benchmarks.ycsb;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.varve.benchmarks.measure.ForkedMain;
import org.varve.benchmarks.peers.PeerCache;
import org.varve.benchmarks.peers.PeerKind;
import org.varve.benchmarks.peers.Setup;
import site.ycsb.Workload;
import site.ycsb.measurements.Measurements;
import site.ycsb.workloads.CoreWorkload;

/** A cache that YCSB has loaded its records into. */
final class YcsbMain implements ForkedMain.Answers {
    private static final int GRAIN = 16;
    private static final int MOST_THREADS = 64;
    private static final double NANOS = 1e9;

    private final PeerCache cache;
    private final int records;
    private final Map<YcsbWorkload, Workload> workloads = new EnumMap<>(YcsbWorkload.class);
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_THREADS);

    private YcsbMain(PeerKind kind, Setup setup, int records) throws Exception {
        this.records = records;
        cache = kind.peer().open(setup);
        CacheDb db = new CacheDb(cache);
        Workload loading = workload(YcsbWorkload.C);
        Object state = loading.initThread(new Properties(), 0, 1);
        for (int i = 0; i < records; i++) {
            if (!loading.doInsert(db, state)) {
                throw new IllegalStateException("YCSB could not insert record " + i);
            }
        }
    }

    /** @param arguments kind of the cache, setup, seed, records */
    public static void main(String[] arguments) {
        ForkedMain.serve(() -> new YcsbMain(PeerKind.valueOf(arguments[0]), Setup.parse(arguments[1]), Integer.parseInt(arguments[3])));
    }

    private Workload workload(YcsbWorkload kind) throws Exception {
        Workload made = workloads.get(kind);
        if (made == null) {
            Properties properties = kind.properties(records);
            Measurements.setProperties(properties);
            made = new CoreWorkload();
            made.init(properties);
            workloads.put(kind, made);
        }
        return made;
    }

    /**
     * Operations per second of all threads together, and the share of the operations that missed their record.
     *
     * @param question workload, threads, seconds
     */
    @Override
    public String to(String question) throws Exception {
        String[] words = question.split(" ");
        Workload workload = workload(YcsbWorkload.valueOf(words[0]));
        int count = Integer.parseInt(words[1]);
        long nanos = (long) (Double.parseDouble(words[2]) * NANOS);
        List<Callable<double[]>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object state = workload.initThread(new Properties(), i, count);
            tasks.add(() -> run(workload, state, nanos));
        }
        double rate = 0;
        double missing = 0;
        double done = 0;
        for (Future<double[]> future : threads.invokeAll(tasks)) {
            double[] figures = future.get();
            rate += figures[0] * NANOS / figures[1];
            missing += figures[2];
            done += figures[0];
        }
        return rate + " " + missing / done;
    }

    /** Operations, nanoseconds, operations whose record was missing. */
    private double[] run(Workload workload, Object state, long nanos) {
        CacheDb db = new CacheDb(cache);
        long start = System.nanoTime();
        long done = 0;
        long passed;
        do {
            for (int i = 0; i < GRAIN; i++) {
                workload.doTransaction(db, state);
            }
            done += GRAIN;
            passed = System.nanoTime() - start;
        } while (passed < nanos);
        return new double[] {done, passed, db.missing()};
    }
}
