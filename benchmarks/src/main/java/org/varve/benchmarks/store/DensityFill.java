package org.varve.benchmarks.store;

import java.util.SplittableRandom;
import org.varve.benchmarks.measure.KeyKind;
import org.varve.benchmarks.measure.Lengths;

/** Puts entries under numbers that rise; some puts overwrite one of the newer entries instead. */
final class DensityFill {
    private final DensityTarget target;
    private final KeyKind kind;
    private final SplittableRandom random;
    private final double overwrites;
    private long next;

    /** @param overwrites share of the puts that overwrite, 0 to 1 */
    DensityFill(DensityTarget target, KeyKind kind, long seed, double overwrites) {
        this.target = target;
        this.kind = kind;
        this.random = new SplittableRandom(seed);
        this.overwrites = overwrites;
    }

    /** Puts until the keys and values put have {@code bytes} bytes. */
    void bytes(long bytes, Lengths sizes) {
        long recent = Math.max(1, target.figures().records());
        long done = 0;
        while (done < bytes) {
            int length = sizes.next(random);
            boolean isOverwrite = next > 0 && overwrites > 0 && random.nextDouble() < overwrites;
            target.put(isOverwrite ? next - 1 - random.nextLong(Math.min(next, recent)) : next++, length);
            done += kind.bytes() + length;
        }
    }
}
