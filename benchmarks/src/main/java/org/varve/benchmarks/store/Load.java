package org.varve.benchmarks.store;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.store.Keyspace;

/**
 * A thread that does one operation after the other and times each. It gets and overwrites entries of all ages, adds new ones as its settings say, and puts
 * some into a keyspace where they soon expire, so that compaction, expiry and the growth of the index are all at work.
 */
final class Load implements AutoCloseable {
    /** What it does. */
    enum Kind {
        /** New entries only, until there are so many. */
        GROW,
        /** A mix of gets, overwrites and new entries. */
        MIX
    }

    private static final int VALUE = 32;
    private static final int LENGTHS = 8;
    private static final int EXPIRING_EVERY = 16;
    private static final int LIFE_MILLIS = 1500;

    /** What is withheld is looked at once in so many operations, so that hardly anything but a long operation's own is taken for its. */
    private static final int MARK_EVERY = 1024;

    private final Recorder recorder = new Recorder(3);
    private final Longest longest = new Longest();
    private final StoreClient lasting;
    private final StoreClient expiring;
    private final SplittableRandom random;
    private final Thread thread;
    private volatile Kind kind = Kind.GROW;
    private volatile long grown;
    private volatile boolean done;
    private volatile RuntimeException failure;
    private long next;

    Load(Keyspace lasting, Keyspace expiring, long seed) {
        this.lasting = new StoreClient(lasting, KeyKind.LONG);
        this.expiring = new StoreClient(expiring, KeyKind.LONG);
        this.random = new SplittableRandom(seed);
        this.thread = new Thread(this::run, "load");
        thread.setDaemon(true);
        thread.start();
    }

    void setKind(Kind what) {
        kind = what;
    }

    /** Number of different entries put so far. */
    long grown() {
        if (failure != null) {
            throw new IllegalStateException("an operation failed", failure);
        }
        return grown;
    }

    private void run() {
        try (Withheld withheld = new Withheld(true)) {
            long before = System.nanoTime();
            for (int i = 0; !done; i++) {
                if (i % EXPIRING_EVERY == 0) {
                    expiring.put(i & 0xf_ffff, VALUE, System.currentTimeMillis() + LIFE_MILLIS);
                } else {
                    step(kind);
                }
                long after = System.nanoTime();
                long nanos = after - before;
                recorder.recordValue(nanos);
                longest.took(nanos, withheld);
                if (nanos >= Longest.LONG_NANOS || i % MARK_EVERY == 0) {
                    withheld.mark();
                    // That took time as well.
                    after = System.nanoTime();
                }
                before = after;
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void step(Kind what) {
        int chance = what == Kind.GROW ? 0 : random.nextInt(4);
        if (chance == 0) {
            lasting.put(next++, VALUE);
            grown = next;
        } else if (chance == 1) {
            // Seldom as long as what it replaces, so that something dies.
            lasting.put(random.nextLong(next), VALUE - random.nextInt(LENGTHS));
        } else {
            lasting.get(random.nextLong(next));
        }
    }

    /** Durations in nanoseconds since the last call. */
    Histogram lap() {
        return recorder.getIntervalHistogram();
    }

    /** The longest of them since the last call. */
    Longest longest() {
        return longest;
    }

    @Override
    public void close() {
        done = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
