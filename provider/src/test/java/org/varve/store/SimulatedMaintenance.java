package org.varve.store;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.varve.store.index.Index;

/**
 * The steps that a store's own threads would take. Each must leave a sound store, also when it is given up half way. To have another kind of maintenance
 * simulated, add it here.
 */
enum SimulatedMaintenance {
    RECLAIM((parts, draw) -> parts.reclaimer().step(1 + draw.nextInt(2 * parts.geometry().segmentBlocks()), false)),
    /** As a writer does who finds no room. */
    HELP((parts, draw) -> parts.reclaimer().step(1 + draw.nextInt(2 * parts.geometry().segmentBlocks()), true)),
    RECLAIM_MUCH((parts, draw) -> {
        for (int left = draw.nextInt(24); left > 0; left--) {
            parts.reclaimer().step(parts.geometry().highWater(), false);
        }
    }),
    /** As the background threads do: extents ahead of their use, room, and what has expired. */
    WORK_MUCH((parts, draw) -> {
        for (int left = draw.nextInt(24); left > 0 && parts.reclaimer().work(); left--) {
            parts.reclaimer().nextWork(parts.time().millis());
        }
    }),
    WORK((parts, draw) -> parts.reclaimer().work()),
    /** What has expired, in the order of the indexes, as long as nobody is short of blocks. */
    SWEEP((parts, draw) -> {
        long before = parts.counters().sweeps();
        for (int left = 1 + draw.nextInt(40); left > 0 && parts.counters().sweeps() == before && parts.reclaimer().work(); left--) {
            parts.reclaimer().merging(parts.time().millis());
        }
    }),
    CLOSE_IDLE_HEADS((parts, draw) -> parts.heads().closeIdle()),
    CLOSE_ROTTEN_HEADS((parts, draw) -> parts.heads().closeRotten(parts.time().millis())),
    TAKE_EXTENT((parts, draw) -> parts.blocks().grow()),
    /** May wait until every access under way has ended, and so cannot come amid one. */
    KEEP_BUDGET(true, (parts, draw) -> {
        for (int left = draw.nextInt(24); left > 0 && parts.budgetKeeper().step(); left--) {
            parts.budgetKeeper().pauseNanos();
        }
    }),
    /** Likewise. */
    UPKEEP(true, (parts, draw) -> {
        for (int left = draw.nextInt(12); left > 0 && parts.upkeep().step(draw.nextBoolean()); left--) {
            parts.reclaimer().work();
        }
    }),
    SHRINK_INDEX((parts, draw) -> {
        for (Index index : parts.indexes().all()) {
            for (int left = draw.nextInt(8); index != null && left > 0 && index.shrinkStep(); left--) {
                index.growIfCrowded();
            }
        }
    }),
    GROW_INDEX((parts, draw) -> {
        for (Index index : parts.indexes().all()) {
            if (index != null) {
                index.growIfCrowded();
            }
        }
    });

    private static final SimulatedMaintenance[] VALUES = values();

    private final boolean waits;
    private final BiConsumer<StoreParts, SplittableRandom> step;

    SimulatedMaintenance(BiConsumer<StoreParts, SplittableRandom> step) {
        this(false, step);
    }

    SimulatedMaintenance(boolean waits, BiConsumer<StoreParts, SplittableRandom> step) {
        this.waits = waits;
        this.step = step;
    }

    /** Any that can come amid something else. */
    static SimulatedMaintenance anyAmid(SplittableRandom draw) {
        SimulatedMaintenance drawn = any(draw);
        return drawn.waits ? RECLAIM : drawn;
    }

    static SimulatedMaintenance any(SplittableRandom draw) {
        return draw.nextInt(3) > 0 ? VALUES[draw.nextInt(6)] : VALUES[draw.nextInt(VALUES.length)];
    }

    void perform(StoreParts parts, SplittableRandom draw) {
        step.accept(parts, draw);
    }
}
