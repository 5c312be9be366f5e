package org.varve.examples.footprint;

import java.io.PrintStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.varve.jcache.VarveCacheManager;
import org.varve.store.StoreFigures;

/**
 * Puts a million entries of 1.1 KB, four times the budget and eight times the heap, into a cache that was created with a bare
 * {@code new MutableConfiguration<>()}, as a framework does it. Nothing fails, values fill the budget, the newest among them, the
 * store's accounts add up at every look, and the process stays within heap + budget + 15 %.
 */
final class FillDemo {
    private static final int LOOK_EVERY = 1_000;
    private static final int LINES = 10;
    private static final double ALLOWANCE = 1.15;
    /** Newcomers have a tenth of the cache to themselves. */
    private static final double NEWEST_SHARE = 0.05;
    private static final double USED_SHARE = 0.85;

    private final long budget;
    private final int entries;
    private final int valueBytes;
    private final PrintStream out;

    FillDemo(long budget, int entries, int valueBytes, PrintStream out) {
        this.budget = budget;
        this.entries = entries;
        this.valueBytes = valueBytes;
        this.out = out;
    }

    /** True if everything was as it should be. */
    boolean run() {
        try (CacheManager manager = Managers.open(budget)) {
            Cache<Object, Object> cache = manager.createCache("bare", new MutableConfiguration<>());
            VarveCacheManager varve = manager.unwrap(VarveCacheManager.class);
            out.printf("%,d entries of %,d bytes, budget %s, heap at most %s%n", entries, valueBytes, Managers.mebibytes(budget),
                    Managers.mebibytes(Runtime.getRuntime().maxMemory()));
            boolean good = fill(cache, varve);
            return good & budgetIsUsed(cache) & staysInBounds();
        }
    }

    private boolean fill(Cache<Object, Object> cache, VarveCacheManager varve) {
        boolean good = true;
        for (int i = 0; i < entries; i++) {
            cache.put("key-" + i, value(i));
            if ((i + 1) % LOOK_EVERY == 0) {
                StoreFigures figures = varve.storeFigures();
                good &= addsUp(figures);
                if ((i + 1) % Math.max(LOOK_EVERY, entries / LINES / LOOK_EVERY * LOOK_EVERY) == 0) {
                    out.printf("%,11d put: %,9d records, %,11d evicted | committed %s = live %s + dead %s + free %s + index %s | resident %s%n",
                            i + 1, figures.records(), figures.evictions(), Managers.mebibytes(figures.committed()),
                            Managers.mebibytes(figures.live()), Managers.mebibytes(figures.dead()), Managers.mebibytes(figures.free()),
                            Managers.mebibytes(figures.index()), Managers.mebibytes(ResidentMemory.bytes()));
                }
            }
        }
        return good;
    }

    private byte[] value(int i) {
        byte[] value = new byte[valueBytes];
        value[0] = (byte) i;
        value[valueBytes - 1] = (byte) (i >> 8);
        return value;
    }

    private boolean addsUp(StoreFigures figures) {
        boolean good = figures.budget() == budget && figures.committed() <= figures.budget()
                && figures.committed() == figures.live() + figures.dead() + figures.free() + figures.index();
        if (!good) {
            out.println("WRONG: the figures do not add up: " + figures);
        }
        return good;
    }

    /** What has just come is always there; what came before has competed for the rest of the room. */
    private boolean budgetIsUsed(Cache<Object, Object> cache) {
        int newest = Math.min(entries, (int) (budget * NEWEST_SHARE / valueBytes));
        int found = 0;
        int foundNewest = 0;
        for (int i = 0; i < entries; i++) {
            byte[] value = (byte[]) cache.get("key-" + i);
            boolean right = value != null && value.length == valueBytes && value[0] == (byte) i && value[valueBytes - 1] == (byte) (i >> 8);
            found += right ? 1 : 0;
            foundNewest += right && i >= entries - newest ? 1 : 0;
        }
        double used = (double) found * valueBytes / budget;
        out.printf("newest entries: %,d of %,d are there; %,d entries in all, their values fill %.1f %% of the budget%n", foundNewest, newest, found,
                100 * used);
        return foundNewest == newest && used >= Math.min(USED_SHARE, (double) entries * valueBytes / budget * USED_SHARE);
    }

    private boolean staysInBounds() {
        long resident = ResidentMemory.bytes();
        long bound = (long) ((Runtime.getRuntime().maxMemory() + budget) * ALLOWANCE);
        if (resident < 0) {
            out.println("resident memory: this operating system has no /proc/self/status");
            return true;
        }
        out.printf("resident memory: %s, allowed %s (heap + budget + 15 %%)%n", Managers.mebibytes(resident), Managers.mebibytes(bound));
        return resident <= bound;
    }
}
