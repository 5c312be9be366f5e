package org.varve.store.memory;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Store-wide byte addresses over slots of one power-of-two size, each of which may hold an extent of that size or a shorter one. A slot can be emptied
 * and filled again.
 *
 * <p>Slots are read without a lock. Whoever holds an address of an extent that is there finds it; whoever has held an address for too long finds the slot
 * emptied or, where nobody pins, the extent closed: an {@link IllegalStateException} either way. Who may be so late, and what he does then, is written
 * down in docs/synchronization.md.
 */
public final class AddressSpace {
    /** Instead of a slot: no memory. */
    public static final int NONE = -1;

    private final Memory memory;
    private final Extent[] extents;
    private final boolean[] filled;
    private final int extentShift;
    private final long offsetMask;
    /** Not a monitor: who waits for an extent on a virtual thread shall not hold its carrier. */
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /**
     * @param extentShift binary logarithm of an extent's size
     * @param size        bytes of all slots together
     */
    public AddressSpace(Memory memory, int extentShift, long size) {
        this.memory = memory;
        this.extentShift = extentShift;
        this.offsetMask = (1L << extentShift) - 1;
        this.extents = new Extent[(int) ((size + offsetMask) >>> extentShift)];
        this.filled = new boolean[extents.length];
    }

    /** The extent that holds an address. A use of several nearby words resolves it once. */
    public Extent extent(long address) {
        return extents[(int) (address >>> extentShift)];
    }

    /** Where in its extent an address lies. */
    public long offset(long address) {
        return address & offsetMask;
    }

    /**
     * Takes an extent from the operating system into the lowest empty slot. Takes long (it may be zeroed): callers hold no lock that an operation needs.
     *
     * @param bytes at most the size of a slot
     * @return the slot; {@link #NONE} if all are filled, the system refused, or the space is closed
     */
    public int take(long bytes) {
        if (bytes <= 0 || bytes > offsetMask + 1) {
            throw new IllegalArgumentException("an extent of " + bytes + " bytes does not fit a slot of " + (offsetMask + 1));
        }
        lock.lock();
        try {
            int slot = 0;
            while (slot < filled.length && filled[slot]) {
                slot++;
            }
            Extent extent = closed || slot == filled.length ? null : memory.allocate(bytes);
            if (extent == null) {
                return NONE;
            }
            // A late reader that finds this extent in the slot of another also finds the version raised of whatever named the other.
            VarHandle.releaseFence();
            extents[slot] = extent;
            filled[slot] = true;
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the extent of a slot back to the operating system. Nothing may name an address in it any more, and a grace period must have passed since.
     *
     * @throws IllegalStateException if the slot is empty; not after {@link #close}, which has emptied it
     */
    public void release(int slot) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (!filled[slot]) {
                throw new IllegalStateException("slot " + slot + " is empty");
            }
            Extent extent = extents[slot];
            filled[slot] = false;
            extents[slot] = VacantExtent.INSTANCE;
            extent.close();
        } finally {
            lock.unlock();
        }
    }

    /** Gives every extent back; see {@link Extent#close()} for what must hold. Idempotent. */
    public void close() {
        lock.lock();
        try {
            for (int i = 0; !closed && i < extents.length; i++) {
                if (filled[i]) {
                    extents[i].close();
                }
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    public Memory memory() {
        return memory;
    }
}
