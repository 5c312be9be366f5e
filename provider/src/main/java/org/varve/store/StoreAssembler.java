package org.varve.store;

import java.security.SecureRandom;
import java.util.function.LongSupplier;
import org.varve.store.index.CellSlab;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Heads;
import org.varve.store.log.KeyHash;
import org.varve.store.log.Lifetimes;
import org.varve.store.log.LiveBytes;
import org.varve.store.log.Records;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.policy.SlruLogPolicy;
import org.varve.store.reclaim.ReclaimCounters;
import org.varve.store.reclaim.Reclaimer;
import org.varve.store.reclaim.ReclaimerAssembler;
import org.varve.store.reclaim.Reporting;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.RetiredBlocks;
import org.varve.store.segment.SegmentTable;
import org.varve.store.tuning.MainShare;

/** Puts a store together. */
final class StoreAssembler {
    /** Besides the threads in the background so many writers that find no room may reclaim instead of waiting. */
    private static final int HELPERS = 1;

    private StoreAssembler() {
    }

    /** How many threads may reclaim at the same time. */
    static int workers(StoreOptions options) {
        return options.reclaimThreads() + HELPERS;
    }

    /** @throws OutOfMemoryError if the operating system gives not even the first extent */
    static StoreParts assemble(StoreOptions options, Geometry geometry, Memory memory, int cores) {
        // Not from the injected clock: whoever knows the seeds can choose keys that collide, or that are never evicted.
        return assemble(options, geometry, memory, cores, new SecureRandom()::nextLong);
    }

    /** With chosen seeds, so that a run can be repeated exactly. */
    static StoreParts assemble(StoreOptions options, Geometry geometry, Memory memory, int cores, LongSupplier seeds) {
        String name = options.name();
        TimeSource time = options.time();
        AddressSpace space = new AddressSpace(memory, geometry.extentShift(), geometry.bytes());
        BlockAllocator blocks = new BlockAllocator(geometry, space);
        if (!blocks.grow()) {
            throw new OutOfMemoryError("store " + name + ": the operating system refuses " + (1L << geometry.extentShift())
                    + " bytes of memory. Lower the store's capacity or the heap, or raise the limit of the container.");
        }
        SegmentTable segments = new SegmentTable(geometry, blocks);
        Records records = new Records(geometry, space, blocks);
        LiveBytes liveBytes = new LiveBytes(records, segments);
        Lifetimes lifetimes = new Lifetimes(geometry.budgetBlocks());
        Heads heads = new Heads(geometry, segments, blocks, lifetimes);
        CellSlab slab = new CellSlab(geometry, blocks, space);
        IndexRegistry indexes = new IndexRegistry();
        KeyHash keyHash = new KeyHash(seeds.getAsLong());
        RetiredBlocks retired = new RetiredBlocks(blocks);
        FrequencySketch sketch = new FrequencySketch(geometry, blocks, space, FrequencySketch.BYTES_PER_ENTRY, retired::add);
        MainShare mainShare = new MainShare((long) geometry.budgetBlocks() << geometry.blockShift(), options.sizeExponent());
        ReclaimCounters counters = new ReclaimCounters();
        Reclaimer reclaimer = ReclaimerAssembler.assemble(
                new ReclaimerAssembler.Parts(geometry, blocks, segments, records, liveBytes, heads, lifetimes, indexes, slab.words(), keyHash, sketch,
                        mainShare),
                workers(options), () -> new SlruLogPolicy(options.sizeExponent(), mainShare::share, seeds.getAsLong()), new Reporting(counters, options.observer(), time::nanos),
                time::millis);
        AccessGuard guard = new AccessGuard(name, memory.readersMustPin(), cores);
        Upkeep upkeep = new Upkeep(indexes, slab, sketch, retired, heads, blocks, segments, time::millis, guard,
                reclaimer::merging);
        BudgetKeeper budgetKeeper = new BudgetKeeper(geometry, guard, blocks, reclaimer, upkeep);
        return new StoreParts(name, geometry, space, blocks, segments, records, liveBytes, heads, slab, indexes, keyHash, sketch, mainShare, retired, reclaimer,
                counters, guard, budgetKeeper, upkeep, options.observer(), time);
    }
}
