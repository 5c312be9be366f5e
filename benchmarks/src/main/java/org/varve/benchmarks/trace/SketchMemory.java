package org.varve.benchmarks.trace;

import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Memory;
import org.varve.store.policy.FrequencySketch;
import org.varve.store.segment.BlockAllocator;
import org.varve.store.segment.Geometry;

/** A sketch in a few small blocks of its own. */
final class SketchMemory implements AutoCloseable {
    private static final int BLOCK_SHIFT = 10;
    /** Two more than needed: the one that no sketch gets, and one for rounding. */
    private static final int SPARE = 4;

    private final AddressSpace space;
    private final FrequencySketch sketch;

    SketchMemory(long mostEntries, double bytesPerEntry) {
        int blocks = (int) Math.ceil(mostEntries * bytesPerEntry / (1 << BLOCK_SHIFT)) + SPARE;
        Geometry geometry = new Geometry(BLOCK_SHIFT, blocks, BLOCK_SHIFT + Integer.SIZE - Integer.numberOfLeadingZeros(blocks), 1, 1, 1);
        space = new AddressSpace(Memory.system(), geometry.extentShift(), geometry.bytes());
        BlockAllocator allocator = new BlockAllocator(geometry, space);
        if (!allocator.grow()) {
            throw new IllegalStateException("no memory for the sketch");
        }
        // A simulation's entries only become more, give or take a few: a block that went out of use is hardly missed.
        sketch = new FrequencySketch(geometry, allocator, space, bytesPerEntry, block -> { });
    }

    FrequencySketch sketch() {
        return sketch;
    }

    @Override
    public void close() {
        space.close();
    }
}
