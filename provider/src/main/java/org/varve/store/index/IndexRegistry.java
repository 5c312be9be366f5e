package org.varve.store.index;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The indexes of a store by the id that stands in their records, retired ones included until they are drained. An id may be used again
 * although dead records with it are still in the log: a record is live only if the index names its very location.
 */
public final class IndexRegistry {
    /** An id is two bytes in a record. */
    private static final int MAX_INDEXES = 1 << 16;

    private final BitSet used = new BitSet();
    private int incarnations;
    private volatile Index[] indexes = new Index[64];

    /** Creates an index under a free id; null if there is no memory for its first cells at the moment.
     *
     * @throws IllegalStateException if there are 65,536 indexes
     */
    public synchronized Index create(CacheAccount account, CellSlab slab) {
        int id = used.nextClearBit(0);
        if (id == MAX_INDEXES) {
            throw new IllegalStateException("a store holds at most " + MAX_INDEXES + " caches, cleared ones that are still being emptied included");
        }
        Index index = Index.create(id, incarnations, account, slab);
        if (index != null) {
            used.set(id);
            incarnations++;
            Index[] now = indexes.length > id ? indexes.clone() : Arrays.copyOf(indexes, 2 * indexes.length);
            now[id] = index;
            indexes = now;
        }
        return index;
    }

    /** Forgets a drained index. */
    public synchronized void remove(Index index) {
        Index[] now = indexes.clone();
        now[index.id()] = null;
        indexes = now;
        used.clear(index.id());
    }

    /** The index of an id, null if there is none. */
    public Index byId(int id) {
        Index[] now = indexes;
        return id < now.length ? now[id] : null;
    }

    /** All indexes at this moment; may contain nulls. */
    public Index[] all() {
        return indexes.clone();
    }
}
