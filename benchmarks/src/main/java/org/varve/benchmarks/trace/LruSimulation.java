package org.varve.benchmarks.trace;

/** Evicts the least recently used. */
public final class LruSimulation implements Simulation {
    private final long capacity;
    private final Sizes sizes;
    /** By key; the last element is the head of the ring: the most recently used key follows it, the least recently used one precedes it. */
    private int[] next;
    private int[] previous;
    private int head;

    public LruSimulation(long capacity, Sizes sizes) {
        this.capacity = capacity;
        this.sizes = sizes;
    }

    @Override
    public long hits(Trace trace) {
        head = trace.distinct();
        next = new int[head + 1];
        previous = new int[head + 1];
        next[head] = head;
        previous[head] = head;
        boolean[] resident = new boolean[head];
        long used = 0;
        long hits = 0;
        for (int key : trace.keys()) {
            if (resident[key]) {
                hits++;
                unlink(key);
                linkFirst(key);
            } else if (sizes.of(key) <= capacity) {
                used += sizes.of(key);
                while (used > capacity) {
                    int victim = previous[head];
                    unlink(victim);
                    resident[victim] = false;
                    used -= sizes.of(victim);
                }
                linkFirst(key);
                resident[key] = true;
            }
        }
        return hits;
    }

    private void unlink(int key) {
        next[previous[key]] = next[key];
        previous[next[key]] = previous[key];
    }

    private void linkFirst(int key) {
        next[key] = next[head];
        previous[key] = head;
        previous[next[head]] = key;
        next[head] = key;
    }
}
