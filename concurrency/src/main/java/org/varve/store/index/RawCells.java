package org.varve.store.index;

import java.lang.invoke.VarHandle;

/** Reads and locks a cell without the looks at the table that {@link Index} takes. For controls, which must fail. */
public final class RawCells {
    private RawCells() {
    }

    /** The version of a cell, once it is not locked. */
    public static long beginRead(CellSlab slab, long cell) {
        return slab.cells().awaitUnlocked(cell);
    }

    /** True if the cell has not changed since. */
    public static boolean endRead(CellSlab slab, long cell, long version) {
        VarHandle.acquireFence();
        return slab.cells().isUnchanged(cell, version);
    }

    public static void lock(CellSlab slab, long cell) {
        slab.cells().lock(cell);
    }

    public static void unlock(CellSlab slab, long cell) {
        slab.cells().unlock(cell);
    }
}
