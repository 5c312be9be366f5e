package org.varve.store.reclaim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.varve.store.index.EntryWord;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Heads;
import org.varve.store.log.KeyHash;
import org.varve.store.log.Lifetimes;
import org.varve.store.log.LiveBytes;
import org.varve.store.log.Records;
import org.varve.store.policy.EvictionPolicy;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;
import org.varve.store.tuning.MainShare;

/** Puts the parts of a reclaimer together. */
public final class ReclaimerAssembler {
    private ReclaimerAssembler() {
    }

    /** What the reclaimer works on. */
    public record Parts(Geometry geometry, BlockAllocator blocks, SegmentTable segments, Records records, LiveBytes liveBytes, Heads heads,
            Lifetimes lifetimes, IndexRegistry indexes, EntryWord words, KeyHash keyHash, FrequencySketch sketch,
            MainShare mainShare) {
    }

    /**
     * @param workers  how many threads may reclaim at the same time
     * @param policies makes a policy for each of them
     */
    public static Reclaimer assemble(Parts parts, int workers, Supplier<EvictionPolicy> policies, Reporting reporting, LongSupplier wallClock) {
        int slots = parts.geometry.blockCount();
        parts.segments.onSettled(bytes -> reporting.counters().expired(0, bytes));
        ExpirySweep sweep = new ExpirySweep(slots, parts.segments, parts.records, parts.indexes, reporting.counters());
        List<Worker> all = new ArrayList<>();
        Worker.Parts shared = new Worker.Parts(parts.geometry, parts.blocks, parts.segments, parts.heads, parts.indexes,
                new MassExpiry(slots, parts.segments, parts.blocks, sweep, reporting), new Practice(parts.geometry, parts.blocks), parts.mainShare, new ReentrantLock(), all);
        for (int i = 0; i < workers; i++) {
            all.add(worker(parts, shared, policies.get(), reporting, wallClock));
        }
        return new Reclaimer(shared, reporting);
    }

    private static Worker worker(Parts parts, Worker.Parts shared, EvictionPolicy policy, Reporting reporting, LongSupplier wallClock) {
        Survivors survivors = new Survivors(parts.geometry, parts.segments, parts.blocks, parts.lifetimes);
        Tally tally = new Tally(reporting.counters());
        Pass pass = pass(parts, new Pass.Parts(parts.words, parts.records, parts.sketch, policy, reporting.counters(), shared.practice(), wallClock),
                survivors, tally);
        return new Worker(shared, policy, survivors, pass, new PassLog(reporting, tally), wallClock);
    }

    /** What empties segments, one or two at a time; for a worker, and for tests. */
    static Pass pass(Parts parts, Pass.Parts goesBy, Survivors survivors, Tally tally) {
        Relocator relocator = new Relocator(parts.words, parts.records, parts.liveBytes, tally);
        return new Pass(goesBy, relocator, survivors, tally, victim(parts), victim(parts), parts.geometry.sliceBytes());
    }

    private static Victim victim(Parts parts) {
        return new Victim(parts.geometry, parts.segments, parts.blocks, parts.records, parts.keyHash, parts.indexes);
    }
}
