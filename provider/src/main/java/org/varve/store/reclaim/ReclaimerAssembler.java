package org.varve.store.reclaim;

import java.util.function.LongSupplier;
import org.varve.store.index.EntryWord;
import org.varve.store.index.IndexRegistry;
import org.varve.store.log.Head;
import org.varve.store.log.Heads;
import org.varve.store.log.KeyHash;
import org.varve.store.log.Records;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;
import org.varve.store.segment.SegmentTable;

/** Puts the parts of a reclaimer together. */
public final class ReclaimerAssembler {
    private ReclaimerAssembler() {
    }

    /** What the reclaimer works on. */
    public record Parts(Geometry geometry, BlockAllocator blocks, SegmentTable segments, Records records, Heads heads,
            IndexRegistry indexes, EntryWord words, KeyHash keyHash) {
    }

    public static Reclaimer assemble(Parts parts, ReclaimCounters counters, LongSupplier wallClock, LongSupplier nanoClock) {
        Head survivors = new Head(parts.geometry(), parts.segments(), parts.blocks(), true);
        Relocator relocator = new Relocator(parts.words(), parts.records(), parts.segments(), survivors);
        Compactor compactor = new Compactor(parts.geometry(), parts.segments(), parts.blocks(), parts.records(), parts.keyHash(),
                parts.indexes(), relocator, wallClock, counters);
        VictimChooser chooser = new VictimChooser(parts.geometry(), parts.segments());
        Evacuator evacuator = new Evacuator(parts.geometry(), parts.segments(), parts.blocks(), parts.heads(), compactor);
        return new Reclaimer(parts.geometry(), parts.blocks(), parts.segments(), parts.heads(), chooser, compactor, evacuator, counters, nanoClock);
    }
}
