package org.varve.benchmarks.trace;

import org.varve.benchmarks.trace.SimulatedLog.Segment;
import org.varve.store.policy.EvictionPolicy;
import org.varve.store.policy.EvictionPolicy.Step;
import org.varve.store.policy.EvictionPolicy.Verdict;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.policy.SlruLogPolicy;
import org.varve.store.segment.Stream;
import org.varve.store.tuning.MainShare;

/**
 * The store's eviction without a store: the same policy and the same sketch over a log of keys. Everything counts against the capacity: open heads,
 * segments that survivors have only half filled, and the segment that is kept free for compaction. The sketch does not.
 */
public final class SlruLogSimulation implements Simulation {
    /** Segments that are kept free for survivors. */
    private static final int RESERVE = 1;
    private static final long SEED = 42;
    private static final int CACHE = 1;
    /** Of a store in which the share is found as well as it can be. */
    private static final long BUDGET = 1L << 30;

    private final Setup setup;
    private final long segmentSize;
    private final SimulatedLog log;
    private final EvictionPolicy policy;
    private final MainShare mainShare;
    private boolean[] resident;
    private boolean[] accessed;
    private FrequencySketch sketch;
    private long entries;
    private long live;
    private long copies;
    private boolean evicted;
    private long residentSum;
    private long residentSamples;

    /**
     * What is simulated.
     *
     * @param capacity      sum of sizes
     * @param segments      number of segments; what does not divide evenly by it is not used
     * @param bytesPerEntry of sketch
     * @param growingSketch whether the sketch is as large as the entries that there are want it, not as a full cache does
     * @param slice         how much of each of its two victims a contest decides about at once; a segment at most
     * @param sizes         of the entries
     * @param sizeExponent  of the policy
     * @param adaptive      whether main's share follows the requests, as in a store, or stays what it is at first
     * @param seed          of the keys' hash and of the policy
     */
    public record Setup(long capacity, int segments, double bytesPerEntry, boolean growingSketch, long slice, Sizes sizes, double sizeExponent,
            boolean adaptive, long seed) {
        /** Entries of size 1, whole segments, main's usual share. */
        public static Setup of(long capacity, int segments, double bytesPerEntry) {
            return new Setup(capacity, segments, bytesPerEntry, false, Long.MAX_VALUE, Sizes.ONE, 1, false, SEED);
        }
    }

    public SlruLogSimulation(Setup setup) {
        this.setup = setup;
        this.segmentSize = setup.capacity / setup.segments;
        if (segmentSize < 1 || setup.slice < 1) {
            throw new IllegalArgumentException("more segments than capacity, or no slice: " + setup);
        }
        this.log = new SimulatedLog(segmentSize);
        this.mainShare = new MainShare(BUDGET, setup.sizeExponent);
        this.policy = new SlruLogPolicy(setup.sizeExponent, mainShare::share, setup.seed);
    }

    @Override
    public long hits(Trace trace) {
        resident = new boolean[trace.distinct()];
        accessed = new boolean[trace.distinct()];
        try (SketchMemory memory = new SketchMemory(setup.capacity / setup.sizes.min(), setup.bytesPerEntry)) {
            sketch = memory.sketch();
            long hits = 0;
            for (int key : trace.keys()) {
                request(key);
                if (resident[key]) {
                    hits++;
                    accessed[key] = true;
                } else {
                    insert(key);
                }
                if (evicted) {
                    residentSum += entries;
                    residentSamples++;
                }
            }
            return hits;
        }
    }

    private void request(int key) {
        if (mainShare.isSampled(hash(key))) {
            mainShare.requested(hash(key), CACHE, resident[key] ? setup.sizes.of(key) : 0, Long.MAX_VALUE, 0);
        }
    }

    /** How many entries there were when the trace ended. */
    public long residentEntries() {
        return entries;
    }

    /** How many entries there were on average since the first was evicted; if none was, at the end. */
    public double averageResident() {
        return residentSamples == 0 ? entries : (double) residentSum / residentSamples;
    }

    /** How many times an entry was copied to another segment. */
    public long copies() {
        return copies;
    }

    private long hash(int key) {
        return Hashes.of(key, setup.seed);
    }

    private void insert(int key) {
        sketch.raise(hash(key));
        long size = setup.sizes.of(key);
        if (size > segmentSize) {
            return;
        }
        if (mainShare.isSampled(hash(key))) {
            mainShare.stored(hash(key), CACHE, size, Long.MAX_VALUE, 0);
        }
        if (log.isHeadFull(Stream.WINDOW, size)) {
            log.closeHead(Stream.WINDOW);
            if (setup.adaptive && log.segments() >= setup.segments / 2) {
                mainShare.begin();
            }
            while (log.segments() >= setup.segments - RESERVE) {
                step();
            }
        }
        log.append(Stream.WINDOW, key, size);
        resident[key] = true;
        accessed[key] = false;
        entries++;
        live += size;
        // As many as there would be if the cache were full of the like: a sketch that grows as the cache fills begins with inflated counters.
        while (sketch.fit(setup.growingSketch ? entries : entries * setup.capacity / live)) {
            // Age or grow on.
        }
    }

    private void step() {
        if (setup.adaptive) {
            mainShare.full(live);
        }
        Step step = policy.next(log.occupied(Stream.WINDOW), log.occupied(Stream.PROBATION), log.occupied(Stream.PROTECTED),
                (setup.segments - RESERVE) * segmentSize, 0);
        switch (step) {
            case DEMOTE -> log.relabel(oldest(Stream.PROTECTED), Stream.PROBATION);
            case PROMOTE -> {
                Segment oldest = log.takeOldest(Stream.WINDOW);
                if (oldest != null) {
                    log.relabel(oldest, Stream.PROBATION);
                } else {
                    contest();
                }
            }
            case CONTEST -> contest();
        }
    }

    private void contest() {
        Segment window = log.takeOldest(Stream.WINDOW);
        Segment probation = oldest(Stream.PROBATION);
        int slices = (int) Math.max(1, (segmentSize - 1) / setup.slice + 1);
        for (int i = 0; i < slices; i++) {
            policy.begin();
            // All at once and first: raising one key may change another's estimate, which must be the same in both rounds.
            raiseAccessed(window, from(window, i, slices), from(window, i + 1, slices));
            raiseAccessed(probation, from(probation, i, slices), from(probation, i + 1, slices));
            consider(Stream.WINDOW, window, from(window, i, slices), from(window, i + 1, slices));
            consider(Stream.PROBATION, probation, from(probation, i, slices), from(probation, i + 1, slices));
            // Without a second victim a segment is only gained if nothing stays.
            policy.settle(window == null || probation == null ? 0 : segmentSize * (i + 1) / slices - segmentSize * i / slices);
            judge(Stream.WINDOW, window, from(window, i, slices), from(window, i + 1, slices));
            judge(Stream.PROBATION, probation, from(probation, i, slices), from(probation, i + 1, slices));
        }
        for (Segment victim : new Segment[] {window, probation}) {
            if (victim != null) {
                log.free();
            }
        }
    }

    /** The oldest segment of a stream, its head if there is no other, null if there is none. */
    private Segment oldest(Stream stream) {
        Segment oldest = log.takeOldest(stream);
        if (oldest == null) {
            log.closeHead(stream);
            oldest = log.takeOldest(stream);
        }
        return oldest;
    }

    private static int from(Segment segment, int slice, int slices) {
        return segment == null ? 0 : (int) ((long) segment.count() * slice / slices);
    }

    private void raiseAccessed(Segment victim, int from, int to) {
        for (int i = from; i < to; i++) {
            if (accessed[victim.key(i)]) {
                sketch.raise(hash(victim.key(i)));
            }
        }
    }

    private void consider(Stream stream, Segment victim, int from, int to) {
        for (int i = from; i < to; i++) {
            int key = victim.key(i);
            policy.consider(stream, accessed[key], sketch.frequency(hash(key)), setup.sizes.of(key), 0);
        }
    }

    private void judge(Stream stream, Segment victim, int from, int to) {
        for (int i = from; i < to; i++) {
            int key = victim.key(i);
            long size = setup.sizes.of(key);
            Verdict verdict = policy.verdict(stream, accessed[key], sketch.frequency(hash(key)), size, 0);
            accessed[key] = false;
            switch (verdict) {
                case PROTECT -> copy(Stream.PROTECTED, key, size);
                case PROBATION -> copy(Stream.PROBATION, key, size);
                case EVICT -> {
                    resident[key] = false;
                    entries--;
                    evicted = true;
                    live -= size;
                }
            }
        }
    }

    private void copy(Stream to, int key, long size) {
        log.append(to, key, size);
        copies++;
    }
}
