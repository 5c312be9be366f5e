package org.varve.benchmarks.peers;

import org.varve.benchmarks.measure.Loop;
import org.varve.benchmarks.values.ValueKind;

/** Operations on a filled cache, in the order of a list of requests that is gone through over and over. */
final class PeerLoop extends Loop {
    private static final int PERCENT = 100;

    private final PeerCache cache;
    private final String[] keys;
    private final Object[] values;
    private final int[] requests;
    private final Mix mix;
    private int at;
    private long misses;
    private Object last;

    /** @param requests numbers of keys; their count is a power of two */
    PeerLoop(PeerCache cache, String[] keys, Object[] values, int[] requests, Mix mix, long seed) {
        super(PERCENT, seed);
        this.cache = cache;
        this.keys = keys;
        this.values = values;
        this.requests = requests;
        this.mix = mix;
    }

    @Override
    public long batch() {
        long before = misses;
        if (mix == Mix.GET) {
            for (int i = 0; i < BATCH; i++) {
                get(nextRequest());
            }
        } else if (mix == Mix.PUT) {
            for (int i = 0; i < BATCH; i++) {
                put(nextRequest());
            }
        } else {
            for (int i = 0; i < BATCH; i++) {
                if (next() < mix.gets()) {
                    get(nextRequest());
                } else {
                    put(nextRequest());
                }
            }
        }
        return misses - before;
    }

    private int nextRequest() {
        return requests[at++ & requests.length - 1];
    }

    private void get(int number) {
        last = cache.get(keys[number]);
        if (last == null) {
            misses++;
        }
    }

    private void put(int number) {
        // Whoever keeps references gets an object for each entry, as an application would give it.
        cache.put(keys[number], ValueKind.copy(values[number & values.length - 1]));
    }

    /** Gets that found nothing. */
    long misses() {
        return misses;
    }

    /** Kept so that it must be made. */
    Object last() {
        return last;
    }
}
