package org.varve.store.index;

/** Locks a cell without the look at the table word that {@link Index#lock} takes afterwards. For controls, which must fail. */
public final class RawCells {
    private RawCells() {
    }

    public static void lock(CellSlab slab, long cell) {
        slab.cells().lock(cell);
    }

    public static void unlock(CellSlab slab, long cell) {
        slab.cells().unlock(cell);
    }
}
