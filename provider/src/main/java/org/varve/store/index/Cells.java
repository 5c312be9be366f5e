package org.varve.store.index;

import java.lang.invoke.VarHandle;
import org.varve.store.memory.AddressSpace;
import org.varve.store.memory.Backoff;
import org.varve.store.memory.Extent;

/**
 * Layout of a bucket and what may be done to it.
 *
 * <pre>
 *   cell, 64 bytes:   | version | slot 1 | slot 2 | ... | slot 7 |
 *   chunk, 32 bytes:  | slot | slot | slot | slot |
 * </pre>
 *
 * <p>The version is odd while the bucket is locked and never falls. Slots are filled without a hole; the last slot of a
 * cell or chunk holds an entry or the link to a chunk, and a chunk holds at least two entries. A chain has at most {@value #MAX_CHUNKS}
 * chunks, which bounds what a flood of colliding hashes can cost.
 *
 * <p>Cells are only ever recycled as cells and chunks as chunks, so that a stalled writer's compare-and-set can only meet a version
 * word, and a stalled reader only meets slots. Readers walk without the lock and may see anything that was ever in these slots; they
 * validate before they believe it.
 *
 * <p>A position is a slot's address with the lowest bit set if the slot is in a chunk.
 */
public final class Cells {
    static final int CELL_BYTES = 64;
    static final int CHUNK_BYTES = 32;
    static final int MAX_CHUNKS = 64;
    /** Entries that a cell holds. */
    static final int SLOTS = 7;
    /** More entries than any bucket can have: a reader that has met this many is walking rubbish. */
    public static final int MAX_ENTRIES = SLOTS + 3 * MAX_CHUNKS;

    /** More slots than a reader without lock can meet in one chain. */
    static final int CHAIN_SLOTS = SLOTS + 4 * (MAX_CHUNKS + 1);

    private static final int FIRST_SLOT = 8;
    private static final int LAST_SLOT = 56;
    private static final int LAST_CHUNK_SLOT = 24;

    private final AddressSpace space;
    private final EntryWord words;

    Cells(AddressSpace space, EntryWord words) {
        this.space = space;
        this.words = words;
    }

    /** The version, odd if the bucket is locked. Pairs with {@link #unlock}: what the last owner stored is seen. */
    long version(long cell) {
        return space.extent(cell).getLongAcquire(space.offset(cell));
    }

    /** The version, once it is even. For who knows that the cell stays a cell meanwhile. */
    long awaitUnlocked(long cell) {
        Extent extent = space.extent(cell);
        long offset = space.offset(cell);
        long version = extent.getLongAcquire(offset);
        for (int tries = 0; (version & 1) != 0; tries++) {
            Backoff.pause(tries);
            version = extent.getLongAcquire(offset);
        }
        return version;
    }

    /** Reads something of a cell. */
    long touch(long cell) {
        return word(cell + LAST_SLOT);
    }

    /** Reads something of the first chunk of a cell that has been touched. */
    long touchChunk(long cell) {
        long link = word(cell + LAST_SLOT);
        return link < 0 ? word(words.location(link)) : 0;
    }

    /** True if nothing was changed in the bucket since {@code version} was read; call after an acquire fence. */
    boolean isUnchanged(long cell, long version) {
        return space.extent(cell).getLongOpaque(space.offset(cell)) == version;
    }

    /** Locks the cell if its version is still {@code even}. */
    boolean lockIfUnchanged(long cell, long even) {
        if (!space.extent(cell).casLong(space.offset(cell), even, even + 1)) {
            return false;
        }
        // A volatile compare-and-set does not hold back later plain stores: without this a reader could copy a half-changed
        // bucket and still find the version as it was.
        VarHandle.releaseFence();
        return true;
    }

    void lock(long cell) {
        long version;
        do {
            version = awaitUnlocked(cell);
        } while (!lockIfUnchanged(cell, version));
    }

    /** Pairs with {@link #awaitUnlocked}; a plain store would let the bucket look unlocked before its slots are written. */
    void unlock(long cell) {
        Extent extent = space.extent(cell);
        long offset = space.offset(cell);
        extent.putLongRelease(offset, extent.getLong(offset) + 1);
    }

    /** Position of the first entry whose tag matches, or 0. */
    long findFirst(long cell, long tag) {
        return find(cell + FIRST_SLOT, tag);
    }

    /** Position of the next such entry after {@code position}, or 0. */
    long findNext(long position, long tag) {
        boolean inChunk = (position & 1) != 0;
        long slot = position & -8;
        boolean atEnd = inChunk ? (slot & CHUNK_BYTES - 1) == LAST_CHUNK_SLOT : (slot & CELL_BYTES - 1) == LAST_SLOT;
        return atEnd ? 0 : find(position + 8, tag);
    }

    private long find(long from, long tag) {
        long tagMask = words.tagMask();
        long chunkFlag = from & 1;
        long slot = from & -8;
        long last = chunkFlag != 0 ? (slot & -CHUNK_BYTES) + LAST_CHUNK_SLOT : (slot & -CELL_BYTES) + LAST_SLOT;
        for (int hops = 0; hops <= MAX_CHUNKS; hops++) {
            Extent extent = space.extent(slot);
            long base = space.offset(slot) - slot;
            long word = 1;
            while (slot <= last) {
                // Read once: what is taken for a link must be the word that was seen to be one.
                word = extent.getLong(base + slot);
                if (word <= 0) {
                    break;
                }
                if ((word & tagMask) == tag) {
                    return slot | chunkFlag;
                }
                slot += 8;
            }
            slot = word < 0 ? words.location(word) : 0;
            if (slot == 0) {
                return 0;
            }
            chunkFlag = 1;
            last = slot + LAST_CHUNK_SLOT;
        }
        return 0;
    }

    /** What stands at a position; may be no entry at all if the bucket is not locked. */
    long word(long position) {
        long slot = position & -8;
        return space.extent(slot).getLong(space.offset(slot));
    }

    /** Under the lock. */
    void setWord(long position, long word) {
        long slot = position & -8;
        space.extent(slot).putLong(space.offset(slot), word);
    }

    /** Replaces the word if it is still {@code expected}; any thread, any time. */
    boolean casWord(long position, long expected, long word) {
        long slot = position & -8;
        return space.extent(slot).casLong(space.offset(slot), expected, word);
    }

    /**
     * Copies the entries of a bucket, as many as the array has room for. Optimistic or under the lock.
     *
     * @param from where in the array to begin
     * @return the end of what was copied
     */
    int entries(long cell, long[] into, int from) {
        int n = from;
        long slot = cell + FIRST_SLOT;
        long last = cell + LAST_SLOT;
        for (int hops = 0; hops <= MAX_CHUNKS; hops++) {
            Extent extent = space.extent(slot);
            long base = space.offset(slot) - slot;
            long word = 1;
            for (; slot <= last && n < into.length; slot += 8) {
                // Read once, as in find.
                word = extent.getLong(base + slot);
                if (word <= 0) {
                    break;
                }
                into[n++] = word;
            }
            slot = word < 0 ? words.location(word) : 0;
            if (slot == 0) {
                break;
            }
            last = slot + LAST_CHUNK_SLOT;
        }
        return n;
    }

    /** The last slot of a cell: whether there is a chunk, and where. */
    long lastWord(long cell) {
        return word(cell + LAST_SLOT);
    }

    /** The last slot of the chunk to which a link leads; 0 if it is no link. */
    long nextLink(long link, long cell) {
        // Reads something in any case, and has no branch that nobody could predict.
        long word = word(link < 0 ? words.location(link) + LAST_CHUNK_SLOT : cell + LAST_SLOT);
        return link < 0 ? word : 0;
    }

    /**
     * Adds where the records of a bucket's entries lie that are in marked blocks. Without lock, so these may be some that have been anywhere in the bucket.
     *
     * @param into has room for all that there can be, and one more
     * @return the end of what was added
     */
    int locations(long cell, boolean[] marked, int blockShift, long[] into, int from) {
        int n = from;
        long slot = cell + FIRST_SLOT;
        long last = cell + LAST_SLOT;
        long word = -1;
        for (int hops = 0; word < 0 && hops <= MAX_CHUNKS; hops++) {
            Extent extent = space.extent(slot);
            long base = space.offset(slot) - slot;
            for (; slot <= last; slot += 8) {
                word = extent.getLong(base + slot);
                if (word <= 0) {
                    break;
                }
                long location = words.location(word);
                // Always stored, and counted without a branch: nobody could predict it.
                into[n] = location;
                n += marked[(int) (location >>> blockShift)] ? 1 : 0;
            }
            slot = words.location(word);
            last = slot + LAST_CHUNK_SLOT;
        }
        return n;
    }

    /** The position itself, or, if a link stands there, where the link leads; 0 if nothing stands there. */
    private long find(long position) {
        long word = word(position);
        if (word < 0) {
            long chunk = words.location(word);
            return chunk == 0 ? 0 : chunk | 1;
        }
        return word == 0 ? 0 : position;
    }

    private long after(long position) {
        boolean inChunk = (position & 1) != 0;
        long slot = position & -8;
        boolean atEnd = inChunk ? (slot & CHUNK_BYTES - 1) == LAST_CHUNK_SLOT : (slot & CELL_BYTES - 1) == LAST_SLOT;
        return atEnd ? 0 : find(position + 8);
    }

    /** Position of the last entry, 0 if there is none. Under the lock. */
    private long tail(long cell) {
        long first = cell + FIRST_SLOT;
        long last = cell + LAST_SLOT;
        long chunkFlag = 0;
        // Whatever is before a link is full.
        for (long word = word(last); word < 0; word = word(last)) {
            first = words.location(word);
            last = first + LAST_CHUNK_SLOT;
            chunkFlag = 1;
        }
        long slot = last;
        while (slot >= first && word(slot) == 0) {
            slot -= 8;
        }
        return slot < first ? 0 : slot | chunkFlag;
    }

    /**
     * Appends an entry, under the lock.
     *
     * @param spare an unused chunk, or 0
     * @return what became of it
     */
    Placed insert(long cell, long word, long spare) {
        long tail = tail(cell);
        if (tail == 0) {
            setWord(cell + FIRST_SLOT, word);
            return Placed.IN_CELL;
        }
        boolean inChunk = (tail & 1) != 0;
        long slot = tail & -8;
        boolean atEnd = inChunk ? (slot & CHUNK_BYTES - 1) == LAST_CHUNK_SLOT : (slot & CELL_BYTES - 1) == LAST_SLOT;
        if (!atEnd) {
            setWord(slot + 8, word);
            return inChunk ? Placed.IN_CHUNK : Placed.IN_CELL;
        }
        if (spare == 0 || chunks(cell) == MAX_CHUNKS) {
            return Placed.NOWHERE;
        }
        setWord(spare, word(slot));
        setWord(spare + 8, word);
        setWord(spare + 16, 0);
        setWord(spare + 24, 0);
        setWord(slot, EntryWord.LINK | spare);
        return Placed.IN_SPARE;
    }

    /** Position of the first entry of any tag, or 0. Under the lock. */
    long firstEntry(long cell) {
        return find(cell + FIRST_SLOT);
    }

    /** Position of the entry after {@code position}, or 0. Under the lock. */
    long nextEntry(long position) {
        return after(position);
    }

    /** Empties a bucket and adds its chunks to {@code chunks}, which has room for them. Under the lock. */
    void clear(long cell, LongStack chunks) {
        free(word(cell + LAST_SLOT), chunks);
        zero(cell + FIRST_SLOT, CELL_BYTES - FIRST_SLOT);
    }

    /**
     * Makes a bucket hold the first {@code count} of some words, which are no more than it has entries, and adds the chunks that it does not need any more to
     * {@code freed}, which has room for them. Under the lock.
     *
     * @param same so many entries at its beginning are these words already
     */
    void refill(long cell, long[] kept, int same, int count, LongStack freed) {
        long slot = cell + FIRST_SLOT;
        long last = cell + LAST_SLOT;
        int done = 0;
        long link = word(last);
        // All that is left fits here, or the last slot keeps its link, and at least two go behind it.
        while (count - done > (last - slot >>> 3) + 1) {
            for (; slot < last; slot += 8, done++) {
                if (done >= same) {
                    setWord(slot, kept[done]);
                }
            }
            slot = words.location(link);
            last = slot + LAST_CHUNK_SLOT;
            link = word(last);
        }
        if (done < same) {
            // Where a link stands the entry is another one.
            int skipped = (int) Math.min(same - done, last - slot >>> 3);
            slot += 8L * skipped;
            done += skipped;
        }
        for (; slot <= last; slot += 8) {
            setWord(slot, done < count ? kept[done++] : 0);
        }
        free(link, freed);
    }

    /** Empties the chunks from a link on, if it is one. */
    private void free(long from, LongStack freed) {
        for (long link = from; link < 0;) {
            long chunk = words.location(link);
            link = word(chunk + LAST_CHUNK_SLOT);
            zero(chunk, CHUNK_BYTES);
            freed.push(chunk);
        }
    }

    /** Words of one cell or chunk. */
    private void zero(long from, int bytes) {
        Extent extent = space.extent(from);
        long offset = space.offset(from);
        for (int at = 0; at < bytes; at += 8) {
            extent.putLong(offset + at, 0);
        }
    }

    /** Moves what a bucket holds to another cell, which is empty. Under the locks of both; chunks stay where they are. */
    void move(long cell, long to) {
        for (int at = FIRST_SLOT; at < CELL_BYTES; at += 8) {
            setWord(to + at, word(cell + at));
        }
        zero(cell + FIRST_SLOT, CELL_BYTES - FIRST_SLOT);
    }

    /**
     * Puts spare chunks in the place of those of a bucket's that lie in leaving blocks. Under the lock.
     *
     * @param spares what may be used
     * @param freed  where the replaced chunks go, which has room for {@value #MAX_CHUNKS}
     */
    void replaceLeaving(long cell, CellSlab slab, LongStack spares, LongStack freed) {
        long last = cell + LAST_SLOT;
        for (long link = word(last); link < 0; link = word(last)) {
            long chunk = words.location(link);
            if (slab.isLeaving(chunk) && spares.size() != 0) {
                long spare = spares.pop();
                for (int at = 0; at < CHUNK_BYTES; at += 8) {
                    setWord(spare + at, word(chunk + at));
                }
                setWord(last, EntryWord.LINK | spare);
                zero(chunk, CHUNK_BYTES);
                freed.push(chunk);
                chunk = spare;
            }
            last = chunk + LAST_CHUNK_SLOT;
        }
    }

    /** Number of chunks of a bucket that lie in leaving blocks. A guess if the bucket is not locked. */
    int leavingChunks(long cell, CellSlab slab) {
        int n = 0;
        int hops = 0;
        long last = cell + LAST_SLOT;
        for (long word = word(last); word < 0 && hops < MAX_CHUNKS; word = word(last)) {
            hops++;
            n += slab.isLeaving(words.location(word)) ? 1 : 0;
            last = words.location(word) + LAST_CHUNK_SLOT;
        }
        return n;
    }

    /** The number of chunks that a bucket of so many entries has. */
    static int chunksFor(int entries) {
        return entries <= SLOTS ? 0 : (entries - SLOTS + 2) / 3;
    }

    /** Number of chunks of a bucket, under the lock. */
    int chunks(long cell) {
        int n = 0;
        long last = cell + LAST_SLOT;
        for (long word = word(last); word < 0; word = word(last)) {
            n++;
            last = words.location(word) + LAST_CHUNK_SLOT;
        }
        return n;
    }

    /**
     * Takes an entry out and fills the hole with the bucket's last one, under the lock.
     *
     * @return the chunk that is not needed any more, or 0
     */
    long remove(long cell, long position) {
        long tail = tail(cell);
        setWord(position, word(tail));
        setWord(tail, 0);
        if ((tail & 1) == 0) {
            return 0;
        }
        long chunk = tail & -CHUNK_BYTES;
        if ((tail & -8) != chunk + 8) {
            return 0;
        }
        // One entry is left in the last chunk: it goes back to where the link stands.
        long last = cell + LAST_SLOT;
        while (words.location(word(last)) != chunk) {
            last = words.location(word(last)) + LAST_CHUNK_SLOT;
        }
        setWord(last, word(chunk));
        setWord(chunk, 0);
        return chunk;
    }
}
