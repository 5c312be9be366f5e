package org.varve.store.segment;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which blocks of which extent are free. The caller holds the allocator's lock.
 *
 * <p>Each extent has a list of its free blocks, linked through the table of successors that chains use while they are in use: so all free blocks of one
 * extent can be withheld at once, whatever their number. Such an extent is <em>parked</em>: what comes free in it stays there until it is {@link #isVacant}
 * and can be given back. The index gets blocks of the lowest extent that has one and the log of the highest: what belongs to the index is
 * moved less easily, and few extents hold all of it.
 */
final class ExtentBlocks {
    private final int[] next;
    private final int blocksPerExtentShift;
    private final int[] firstFree;
    private final int[] free;
    private final int[] size;
    private final int[] index;
    /** Extents with a free block that may be handed out. */
    private final BitSet available = new BitSet();
    private final BitSet parked = new BitSet();
    private int present;
    private int committed;
    private int availableBlocks;
    private int parkedFree;
    private int parkedBlocks;
    private int indexBlocks;
    private int budget;

    /**
     * @param next   successor of each block, shared with the allocator
     * @param budget the most blocks there should be at first
     */
    ExtentBlocks(int[] next, int blocksPerExtentShift, int budget) {
        this.next = next;
        this.budget = budget;
        this.blocksPerExtentShift = blocksPerExtentShift;
        int extents = (next.length + (1 << blocksPerExtentShift) - 1) >>> blocksPerExtentShift;
        firstFree = new int[extents];
        free = new int[extents];
        size = new int[extents];
        index = new int[extents];
        Arrays.fill(firstFree, BlockAllocator.NONE);
    }

    int extentOf(int block) {
        return block >>> blocksPerExtentShift;
    }

    int firstBlock(int extent) {
        return extent << blocksPerExtentShift;
    }

    int perExtent() {
        return 1 << blocksPerExtentShift;
    }

    int size(int extent) {
        return size[extent];
    }

    /** A new extent with so many blocks, all free. */
    void add(int extent, int blocks) {
        size[extent] = blocks;
        committed += blocks;
        present++;
        // In falling order: the lowest block is handed out first, and block 0 before all others.
        for (int block = firstBlock(extent) + blocks - 1; block >= firstBlock(extent); block--) {
            push(block);
        }
    }

    /** Forgets a vacant extent. */
    void remove(int extent) {
        if (!isVacant(extent)) {
            throw new IllegalStateException("extent " + extent + " is not vacant");
        }
        parked.clear(extent);
        parkedFree -= free[extent];
        parkedBlocks -= size[extent];
        committed -= size[extent];
        present--;
        size[extent] = 0;
        free[extent] = 0;
        firstFree[extent] = BlockAllocator.NONE;
    }

    /** Hands a block out; there must be one available. */
    int pop(boolean forIndex) {
        int extent = forIndex ? available.nextSetBit(0) : available.length() - 1;
        int block = firstFree[extent];
        firstFree[extent] = next[block];
        availableBlocks--;
        if (--free[extent] == 0) {
            available.clear(extent);
        }
        return block;
    }

    void push(int block) {
        int extent = extentOf(block);
        next[block] = firstFree[extent];
        firstFree[extent] = block;
        free[extent]++;
        if (parked.get(extent)) {
            parkedFree++;
        } else {
            availableBlocks++;
            available.set(extent);
        }
    }

    /** A block that was handed out is the index's. */
    void toIndex(int block) {
        index[extentOf(block)]++;
        indexBlocks++;
    }

    void fromIndex(int block) {
        index[extentOf(block)]--;
        indexBlocks--;
    }

    void park(int extent) {
        parked.set(extent);
        available.clear(extent);
        availableBlocks -= free[extent];
        parkedFree += free[extent];
        parkedBlocks += size[extent];
    }

    int budget() {
        return budget;
    }

    /** Whatever was to be emptied stays for now. */
    void setBudget(int blocks) {
        budget = blocks;
        for (int extent = parked.nextSetBit(0); extent >= 0; extent = parked.nextSetBit(extent + 1)) {
            availableBlocks += free[extent];
            parkedFree -= free[extent];
            parkedBlocks -= size[extent];
            if (free[extent] > 0) {
                available.set(extent);
            }
        }
        parked.clear();
    }

    boolean isVacant(int extent) {
        return parked.get(extent) && free[extent] == size[extent];
    }

    /** The parked extent from {@code from} on, -1 if there is none. */
    int nextParked(int from) {
        return parked.nextSetBit(from);
    }

    /** The extent that costs least to empty: the fewest index blocks, then the fewest others; -1 if there is none. Never the first. */
    int cheapest() {
        int best = -1;
        for (int extent = 1; extent < size.length; extent++) {
            if (size[extent] > 0 && !parked.get(extent)
                    && (best < 0 || index[extent] < index[best] || index[extent] == index[best] && size[extent] - free[extent] < size[best] - free[best])) {
                best = extent;
            }
        }
        return best;
    }

    /** The smallest extent shorter than a slot, -1 if there is none. Never the first. */
    int shortest() {
        int best = -1;
        for (int extent = 1; extent < size.length; extent++) {
            if (size[extent] > 0 && size[extent] < perExtent() && !parked.get(extent) && (best < 0 || size[extent] < size[best])) {
                best = extent;
            }
        }
        return best;
    }

    int emptySlots() {
        return size.length - present;
    }

    /** A copy. */
    BitSet parked() {
        return (BitSet) parked.clone();
    }

    int parkedExtents() {
        return parked.cardinality();
    }

    int committed() {
        return committed;
    }

    /** Free blocks that can be handed out. */
    int available() {
        return availableBlocks;
    }

    /** Blocks of the parked extents, free or not. */
    int parkedBlocks() {
        return parkedBlocks;
    }

    /** Blocks of the parked extents that the log has. */
    int parkedLog() {
        int log = 0;
        for (int extent = parked.nextSetBit(0); extent >= 0; extent = parked.nextSetBit(extent + 1)) {
            log += size[extent] - free[extent] - index[extent];
        }
        return log;
    }

    int parkedFree() {
        return parkedFree;
    }

    int indexBlocks() {
        return indexBlocks;
    }

    /** Numbers of all free blocks, parked ones included. */
    int[] freeNumbers() {
        int[] numbers = new int[availableBlocks + parkedFree];
        int n = 0;
        for (int first : firstFree) {
            for (int block = first; block != BlockAllocator.NONE; block = next[block]) {
                numbers[n++] = block;
            }
        }
        return numbers;
    }

    /** Numbers of the blocks that there is memory behind. */
    BitSet committedBlocks() {
        BitSet blocks = new BitSet(next.length);
        for (int extent = 0; extent < size.length; extent++) {
            blocks.set(firstBlock(extent), firstBlock(extent) + size[extent]);
        }
        return blocks;
    }

    /** The free blocks of one extent, by their distance from its first. */
    BitSet freeIn(int extent) {
        BitSet numbers = new BitSet(size[extent]);
        for (int block = firstFree[extent]; block != BlockAllocator.NONE; block = next[block]) {
            numbers.set(block - firstBlock(extent));
        }
        return numbers;
    }

    long heapBytes() {
        return 4L * next.length + 16L * size.length;
    }
}
