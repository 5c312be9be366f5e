package org.varve.store;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The randomness of a test: a fresh seed per run unless {@code -Dvarve.seed} gives one. */
final class Seed {
    private final long seed = Long.getLong("varve.seed", ThreadLocalRandom.current().nextLong());

    Random random() {
        return new Random(seed);
    }

    /** For the message of every assertion. */
    @Override
    public String toString() {
        return " [repeat with -Dvarve.seed=" + seed + "]";
    }
}
