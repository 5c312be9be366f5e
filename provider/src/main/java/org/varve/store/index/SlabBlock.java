package org.varve.store.index;

/**
 * Which pieces of one index block are free: runs of cells, or chunks, never both, so that within its life as an index block no version word becomes a
 * slot. Not thread safe.
 */
final class SlabBlock {
    private static final int OBJECT_BYTES = 64;
    private static final int CHUNK_SHIFT = Integer.numberOfTrailingZeros(Cells.CHUNK_BYTES);
    private static final int RUN_SHIFT = Integer.numberOfTrailingZeros(CellSlab.RUN_BYTES);

    private final boolean ofChunks;
    private final int pieces;
    private final long[] freePieces;
    private int free;

    /**
     * @param first  the first piece that may be used
     * @param pieces how many pieces the block has
     */
    SlabBlock(boolean ofChunks, int first, int pieces) {
        this.ofChunks = ofChunks;
        this.pieces = pieces - first;
        this.freePieces = new long[(pieces + 63) / 64];
        for (int piece = first; piece < pieces; piece++) {
            give(piece);
        }
    }

    boolean isOfChunks() {
        return ofChunks;
    }

    int pieceBytes() {
        return ofChunks ? Cells.CHUNK_BYTES : CellSlab.RUN_BYTES;
    }

    /** Binary logarithm of {@link #pieceBytes}. */
    int pieceShift() {
        return ofChunks ? CHUNK_SHIFT : RUN_SHIFT;
    }

    /** The lowest free piece, of which there must be one. */
    int take() {
        int at = 0;
        while (freePieces[at] == 0) {
            at++;
        }
        int piece = 64 * at + Long.numberOfTrailingZeros(freePieces[at]);
        freePieces[at] &= freePieces[at] - 1;
        free--;
        return piece;
    }

    /** @throws IllegalStateException if the piece is free: two owners would be the next thing */
    void give(int piece) {
        if (isFree(piece)) {
            throw new IllegalStateException("index memory given back twice");
        }
        freePieces[piece >>> 6] |= 1L << piece;
        free++;
    }

    boolean isFree(int piece) {
        return (freePieces[piece >>> 6] >>> piece & 1) != 0;
    }

    int free() {
        return free;
    }

    int used() {
        return pieces - free;
    }

    boolean isIdle() {
        return free == pieces;
    }

    long heapBytes() {
        return OBJECT_BYTES + 8L * freePieces.length;
    }
}
