package org.varve.store;

import org.varve.store.index.CellSlab;
import org.varve.store.index.EntryWord;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Heads;
import org.varve.store.log.KeyHash;
import org.varve.store.log.LiveBytes;
import org.varve.store.log.Records;
import org.varve.store.memory.AddressSpace;
import org.varve.store.observe.StoreObserver;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.reclaim.ReclaimCounters;
import org.varve.store.reclaim.Reclaimer;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.Pledge;
import org.varve.store.segment.RetiredBlocks;
import org.varve.store.segment.SegmentTable;
import org.varve.store.tuning.MainShare;

/** What a store consists of, wired once by {@link StoreAssembler}. */
record StoreParts(String name, Geometry geometry, AddressSpace space, BlockAllocator blocks, SegmentTable segments, Records records, LiveBytes liveBytes, Heads heads,
        CellSlab slab, IndexRegistry indexes, KeyHash keyHash, FrequencySketch sketch, MainShare mainShare, RetiredBlocks retired,
        Reclaimer reclaimer, ReclaimCounters counters, AccessGuard guard, BudgetKeeper budgetKeeper, Upkeep upkeep, StoreObserver observer, TimeSource time) {

    EntryWord words() {
        return slab.words();
    }

    /**
     * Queues for room.
     *
     * @param bytes that one chain of blocks must hold
     */
    Pledge enqueue(long bytes) {
        return blocks.enqueue((int) (bytes + geometry.blockSize() - 1 >>> geometry.blockShift()));
    }

    /**
     * Waits for room outside any lock, and outside the store but while helping: a grace period must not have to wait for who waits.
     *
     * @return false if there is no hope
     */
    boolean makeRoom(Pledge pledge) {
        StackReserve.check();
        return reclaimer.makeRoom(pledge.count(), guard::isClosed, wanted -> guard.write(() -> reclaimer.step(wanted, true)));
    }

    /** Whether who stores something has to {@link #pay} before. */
    boolean isPaymentDue() {
        return reclaimer.isPaymentDue();
    }

    /** Before something is stored: reclaims in proportion to the blocks that were taken, where few are left. As {@link #makeRoom} outside of everything. */
    void pay() {
        StackReserve.check();
        reclaimer.pay(step -> guard.write(step::getAsBoolean));
    }
}
