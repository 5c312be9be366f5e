package org.varve.store;

import org.varve.store.log.Lifetimes;
import org.varve.store.reclaim.ReclaimerAssembler;

/** What a reclaimer of one's own works on. */
final class StoreInternals {
    private StoreInternals() {
    }

    static ReclaimerAssembler.Parts of(Store store) {
        StoreParts parts = store.parts();
        return new ReclaimerAssembler.Parts(parts.geometry(), parts.blocks(), parts.segments(), parts.records(), parts.liveBytes(), parts.heads(),
                new Lifetimes(parts.geometry().budgetBlocks()), parts.indexes(), parts.words(), parts.keyHash(), parts.sketch(), parts.mainShare());
    }
}
