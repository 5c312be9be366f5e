package org.varve.benchmarks.peers;

import org.varve.benchmarks.measure.Loop;

/** Operations on a filled cache. */
public final class PeerLoop extends Loop {
    private static final int PERCENT = 100;

    private final FilledPeer.Client client;
    private final Mix mix;
    private Object last;

    /** @param client whose requests it does */
    public PeerLoop(FilledPeer.Client client, Mix mix, long seed) {
        super(PERCENT, seed);
        this.client = client;
        this.mix = mix;
    }

    /** Returns the number of gets that found nothing. */
    @Override
    public long batch() {
        int misses = 0;
        if (mix == Mix.GET) {
            for (int i = 0; i < BATCH; i++) {
                misses += get();
            }
        } else if (mix == Mix.PUT) {
            for (int i = 0; i < BATCH; i++) {
                client.put();
            }
        } else {
            for (int i = 0; i < BATCH; i++) {
                if (next() < mix.gets()) {
                    misses += get();
                } else {
                    client.put();
                }
            }
        }
        return misses;
    }

    private int get() {
        last = client.get();
        return last == null ? 1 : 0;
    }

    /** Kept so that it must be made. */
    Object last() {
        return last;
    }
}
