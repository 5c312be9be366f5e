package org.varve.store;

import org.varve.store.index.CellSlab;
import org.varve.store.index.EntryWord;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Heads;
import org.varve.store.log.KeyHash;
import org.varve.store.log.Records;
import org.varve.store.memory.AddressSpace;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.reclaim.ReclaimCounters;
import org.varve.store.reclaim.Reclaimer;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/** What a store consists of, wired once by {@link StoreAssembler}. */
record StoreParts(String name, Geometry geometry, AddressSpace space, BlockAllocator blocks, SegmentTable segments, Records records, Heads heads,
        CellSlab slab, IndexRegistry indexes, KeyHash keyHash, FrequencySketch sketch, Reclaimer reclaimer, ReclaimCounters counters,
        AccessGuard guard, TimeSource time) {

    EntryWord words() {
        return slab.words();
    }

    /**
     * Waits for room outside any lock.
     *
     * @param bytes that one chain of blocks must hold
     * @return false if there is no hope
     */
    boolean makeRoom(long bytes) {
        StackReserve.checkForMaintenance();
        int pin = guard.enter();
        try {
            int wanted = (int) (bytes + geometry.blockSize() - 1 >>> geometry.blockShift());
            return reclaimer.makeRoom(wanted, guard::isClosed);
        } catch (RuntimeException e) {
            throw guard.translate(e);
        } finally {
            guard.exit(pin);
        }
    }
}
