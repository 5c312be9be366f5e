package org.varve.store.memory;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Store-wide byte addresses over extents of one power-of-two size (the last may be shorter). Extents are added in order
 * and stay until the space is closed, so an address that was once valid can be resolved by a reader that holds it for too long.
 */
public final class AddressSpace {
    private final Memory memory;
    private final Extent[] extents;
    private final int extentShift;
    private final long offsetMask;
    private final long size;
    /** Not a monitor: who waits for an extent on a virtual thread shall not hold its carrier. */
    private final ReentrantLock lock = new ReentrantLock();
    private int count;
    private boolean closed;

    /**
     * @param extentShift binary logarithm of an extent's size
     * @param size        bytes of all extents together
     */
    public AddressSpace(Memory memory, int extentShift, long size) {
        this.memory = memory;
        this.extentShift = extentShift;
        this.offsetMask = (1L << extentShift) - 1;
        this.size = size;
        this.extents = new Extent[(int) ((size + offsetMask) >>> extentShift)];
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
     * Takes the next extent from the operating system. Takes long (it may be zeroed): callers hold no lock that an operation needs.
     *
     * @return bytes gained; 0 if there is no further extent, the system refused, or the space is closed
     */
    public long grow() {
        lock.lock();
        try {
            if (closed || count == extents.length) {
                return 0;
            }
            long bytes = Math.min(1L << extentShift, size - ((long) count << extentShift));
            Extent extent = memory.allocate(bytes);
            if (extent == null) {
                return 0;
            }
            extents[count++] = extent;
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Gives every extent back; see {@link Extent#close()} for what must hold. Idempotent. */
    public void close() {
        lock.lock();
        try {
            for (int i = 0; !closed && i < count; i++) {
                extents[i].close();
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
