package org.varve.store;

import org.varve.store.index.Index;
import org.varve.store.index.IndexRegistry;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.segment.RetiredBlocks;

/** Keeps the sketch as large as the number of entries asks for, and lets blocks come back that are not needed any more. For one thread at a time. */
final class Upkeep {
    private final IndexRegistry indexes;
    private final FrequencySketch sketch;
    private final RetiredBlocks retired;
    private final AccessGuard guard;

    Upkeep(IndexRegistry indexes, FrequencySketch sketch, RetiredBlocks retired, AccessGuard guard) {
        this.indexes = indexes;
        this.sketch = sketch;
        this.retired = retired;
        this.guard = guard;
    }

    /**
     * A bounded step. Not to be called from inside an access, because it may wait for a grace period.
     *
     * @return true if there is more to do at once
     */
    boolean step() {
        boolean more = guard.write(() -> sketch.fit(entries()));
        int[] blocks = retired.take();
        if (blocks.length > 0) {
            release(blocks);
        }
        return more;
    }

    private void release(int[] blocks) {
        if (guard.await()) {
            retired.release(blocks);
        } else {
            for (int block : blocks) {
                retired.add(block);
            }
        }
    }

    private long entries() {
        long sum = 0;
        for (Index index : indexes.all()) {
            sum += index == null ? 0 : index.size();
        }
        return sum;
    }
}
