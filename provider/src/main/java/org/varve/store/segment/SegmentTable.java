package org.varve.store.segment;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All segments of a store: a slot has a state, a chain of blocks, the bytes appended and the bytes live.
 *
 * <p>There are as many slots as blocks, so a free block always finds a slot. {@link #slotOf} is an array read that is right only
 * under the bucket lock of an entry that names a location in the block; elsewhere the block may have changed hands.
 *
 * <p>Live bytes rise before an entry names a record, and fall before the bucket is unlocked whose entry named it; a closed
 * segment's can only fall. So a closed segment whose live bytes are 0 has no record that anybody can reach.
 */
public final class SegmentTable {
    private final BlockAllocator blocks;
    private final Geometry geometry;
    private final AtomicIntegerArray state;
    private final AtomicLongArray live;
    private final int[] first;
    private final int[] last;
    private final int[] blockCount;
    private final long[] end;
    private final long[] sequence;
    private final int[] owner;
    private final int[] freeSlots;
    private final ReentrantLock slotLock = new ReentrantLock();
    private final AtomicLong nextSequence = new AtomicLong();
    private int freeSlotCount;
    /** Slots at or above have never been used; bounds the scans. */
    private volatile int used;

    public SegmentTable(Geometry geometry, BlockAllocator blocks) {
        this.geometry = geometry;
        this.blocks = blocks;
        int n = geometry.blockCount();
        state = new AtomicIntegerArray(n);
        live = new AtomicLongArray(n);
        first = new int[n];
        last = new int[n];
        blockCount = new int[n];
        end = new long[n];
        sequence = new long[n];
        owner = new int[n];
        freeSlots = new int[n];
        for (int slot = n - 1; slot >= 0; slot--) {
            freeSlots[freeSlotCount++] = slot;
        }
    }

    /** Opens a segment on a chain of blocks, which becomes its own. */
    public int open(int chain) {
        int slot;
        slotLock.lock();
        try {
            slot = freeSlots[--freeSlotCount];
            used = Math.max(used, slot + 1);
        } finally {
            slotLock.unlock();
        }
        first[slot] = chain;
        last[slot] = chain;
        blockCount[slot] = 0;
        end[slot] = 0;
        sequence[slot] = nextSequence.getAndIncrement();
        live.set(slot, 0);
        adopt(slot, chain);
        transition(slot, SegmentState.FREE, SegmentState.OPEN);
        return slot;
    }

    /** Appends a chain of blocks to an open segment. Only for the head that opened it. */
    public void extend(int slot, int chain) {
        blocks.link(last[slot], chain);
        adopt(slot, chain);
    }

    private void adopt(int slot, int chain) {
        for (int block = chain; block != BlockAllocator.NONE; block = blocks.next(block)) {
            owner[block] = slot;
            blockCount[slot]++;
            last[slot] = block;
        }
    }

    /** Notes how far the records of an open segment reach, counted along its blocks. Only for its head. */
    public void appended(int slot, long bytes) {
        end[slot] = bytes;
    }

    public void close(int slot) {
        transition(slot, SegmentState.OPEN, SegmentState.CLOSED);
    }

    /** Claims a closed segment for emptying; false if somebody else was faster. */
    public boolean claim(int slot) {
        return state.compareAndSet(slot, SegmentState.CLOSED.ordinal(), SegmentState.VICTIM.ordinal());
    }

    /** Gives a victim up that could not be emptied. */
    public void unclaim(int slot) {
        transition(slot, SegmentState.VICTIM, SegmentState.CLOSED);
    }

    /** Makes a victim that stays the youngest segment. */
    public void renew(int slot) {
        sequence[slot] = nextSequence.getAndIncrement();
    }

    /** Frees an emptied victim and its blocks. */
    public void free(int slot) {
        if (live.get(slot) != 0) {
            throw new IllegalStateException("segment " + slot + " still has " + live.get(slot) + " live bytes");
        }
        int chain = first[slot];
        transition(slot, SegmentState.VICTIM, SegmentState.FREE);
        slotLock.lock();
        try {
            freeSlots[freeSlotCount++] = slot;
        } finally {
            slotLock.unlock();
        }
        blocks.giveChain(chain);
    }

    private void transition(int slot, SegmentState from, SegmentState to) {
        if (!from.mayBecome(to) || !state.compareAndSet(slot, from.ordinal(), to.ordinal())) {
            throw new IllegalStateException("segment " + slot + " cannot become " + to + ": it is " + state(slot));
        }
    }

    public SegmentState state(int slot) {
        return SegmentState.of(state.get(slot));
    }

    /** The slot that owns the block of an address; see the class comment for when this may be trusted. */
    public int slotOf(long address) {
        return owner[(int) (address >>> geometry.blockShift())];
    }

    /** Under the bucket's lock, before the entry word is stored. */
    public void addLive(int slot, long bytes) {
        live.addAndGet(slot, bytes);
    }

    /** Under the bucket's lock, after the entry word was changed. */
    public void subtractLive(int slot, long bytes) {
        live.addAndGet(slot, -bytes);
    }

    public long live(int slot) {
        return live.get(slot);
    }

    /** Bytes along the segment's blocks that hold records, complete once the segment is closed. */
    public long end(int slot) {
        return end[slot];
    }

    public int firstBlock(int slot) {
        return first[slot];
    }

    public int lastBlock(int slot) {
        return last[slot];
    }

    public int blockCount(int slot) {
        return blockCount[slot];
    }

    /** Rises with every segment opened; the difference of two is their distance in age. */
    public long sequence(int slot) {
        return sequence[slot];
    }

    public long currentSequence() {
        return nextSequence.get();
    }

    /** Scans need not look at this slot or a higher one. */
    public int usedSlots() {
        return used;
    }

    /** Sum over all segments. */
    public long liveBytes() {
        long sum = 0;
        for (int slot = 0, n = used; slot < n; slot++) {
            sum += live.get(slot);
        }
        return sum;
    }

    /** Number of segments that have blocks. */
    public int segments() {
        int n = 0;
        for (int slot = 0, limit = used; slot < limit; slot++) {
            n += state(slot) == SegmentState.FREE ? 0 : 1;
        }
        return n;
    }

    /** Bytes of the tables on the Java heap. */
    public long heapBytes() {
        return geometry.blockCount() * (4L * 6 + 8L * 3);
    }
}
