package org.varve.jcache.internal.management;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.varve.store.TimeSource;

/** The counters of one cache; every method does nothing while statistics are off. */
public final class CacheStatistics {
    /** What {@link #start()} returns for an operation that is not timed. */
    private static final long UNTIMED = Long.MIN_VALUE;

    /**
     * One operation in this many is timed, because reading the clock twice is the most expensive part of it: with one in 16 it would be as much as counting. A
     * power of two.
     */
    private static final int SAMPLING = 64;

    private final TimeSource time;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final Timing gets = new Timing();
    private final Timing putTimes = new Timing();
    private final Timing removeTimes = new Timing();
    private volatile boolean enabled;

    /** The sum over the sampled operations of a kind; their number is what the average divides by. */
    private static final class Timing {
        private final LongAdder nanos = new LongAdder();
        private final LongAdder samples = new LongAdder();

        void add(long elapsed, long operations) {
            nanos.add(elapsed);
            samples.add(operations);
        }

        float averageMicros() {
            long count = samples.sum();
            return count == 0 ? 0 : nanos.sum() / 1000f / count;
        }

        void clear() {
            nanos.reset();
            samples.reset();
        }
    }

    public CacheStatistics(TimeSource time) {
        this.time = time;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Begins an operation; the result goes to the methods that count what it did. */
    public long start() {
        if (!enabled || (ThreadLocalRandom.current().nextInt() & SAMPLING - 1) != 0) {
            return UNTIMED;
        }
        return time.nanos();
    }

    /** Counts a look-up that found something. */
    public void hit(long start) {
        if (enabled) {
            hits.increment();
            record(gets, start, 1);
        }
    }

    /** Counts a look-up that found nothing. */
    public void miss(long start) {
        if (enabled) {
            misses.increment();
            record(gets, start, 1);
        }
    }

    /** Counts entries that were created or updated in one operation. */
    public void puts(long start, long count) {
        if (enabled && count > 0) {
            puts.add(count);
            record(putTimes, start, count);
        }
    }

    /** Counts entries that were removed in one operation. */
    public void removals(long start, long count) {
        if (enabled && count > 0) {
            removals.add(count);
            record(removeTimes, start, count);
        }
    }

    private void record(Timing timing, long start, long operations) {
        if (start != UNTIMED) {
            timing.add(Math.max(0, time.nanos() - start), operations);
        }
    }

    public long hits() {
        return hits.sum();
    }

    public long misses() {
        return misses.sum();
    }

    public long puts() {
        return puts.sum();
    }

    public long removals() {
        return removals.sum();
    }

    float averageGetMicros() {
        return gets.averageMicros();
    }

    float averagePutMicros() {
        return putTimes.averageMicros();
    }

    float averageRemoveMicros() {
        return removeTimes.averageMicros();
    }

    void clear() {
        hits.reset();
        misses.reset();
        puts.reset();
        removals.reset();
        gets.clear();
        putTimes.clear();
        removeTimes.clear();
    }
}
