package org.varve.examples.footprint;

import java.io.PrintStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.varve.jcache.VarveCacheManager;
import org.varve.store.StoreFigures;

/** Opens a manager, fills its budget and closes it, again and again: resident memory after the last round is what it was after the first. */
final class RoundsDemo {
    private static final double ALLOWANCE = 1.10;
    private static final int VALUE_BYTES = 16 << 10;
    private static final int LINES = 10;

    private final long budget;
    private final int rounds;
    private final PrintStream out;

    RoundsDemo(long budget, int rounds, PrintStream out) {
        this.budget = budget;
        this.rounds = rounds;
        this.out = out;
    }

    /** True if no memory was kept. */
    boolean run() {
        out.printf("%d rounds of opening a manager, filling %s and closing it%n", rounds, Managers.mebibytes(budget));
        long first = -1;
        long last = -1;
        for (int round = 1; round <= rounds; round++) {
            long filled = fillAndClose();
            last = ResidentMemory.bytes();
            first = round == 1 ? last : first;
            if (round == 1 || round % Math.max(1, rounds / LINES) == 0) {
                out.printf("round %4d: resident %s when full, %s after closing%n", round, Managers.mebibytes(filled), Managers.mebibytes(last));
            }
        }
        return last <= first * ALLOWANCE;
    }

    private long fillAndClose() {
        try (CacheManager manager = Managers.open(budget)) {
            Cache<Integer, byte[]> cache = manager.createCache("round", new MutableConfiguration<>());
            VarveCacheManager varve = manager.unwrap(VarveCacheManager.class);
            byte[] value = new byte[VALUE_BYTES];
            StoreFigures figures = varve.storeFigures();
            for (int i = 0; figures.evictions() == 0; i++) {
                cache.put(i, value);
                figures = i % 64 == 0 ? varve.storeFigures() : figures;
            }
            return ResidentMemory.bytes();
        }
    }
}
