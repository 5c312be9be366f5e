package org.varve.store.index;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.varve.store.memory.Backoff;

/**
 * One incarnation of one cache's index: a linear-hashing table of buckets.
 *
 * <p>The {@link Table} says how many buckets there are and where. Another is published while all buckets are locked that a change concerns. An
 * operation reads it, finds its bucket, locks it (or reads its version), and looks at the table again before it believes a hit or a miss: without that, a
 * split in between would make a present key a miss, or put a new entry where nobody looks. If it is another table by then, what counts is whether
 * it leads to the same cell.
 *
 * <p>An index that has been detached has the table {@link #RETIRED}; whoever meets it asks the cache for its present index. The
 * reclaimer may still lock its buckets until it is drained, since its records are in the log.
 *
 * <p>One bucket is split at a time, by whoever inserts into a full cell, and merged by whoever removes, see {@link Resizer}.
 */
public final class Index {
    /** The table of an index that is not in use any more. */
    public static final Table RETIRED = Table.none();

    private final int id;
    private final int incarnation;
    private final CacheAccount account;
    private final CellSlab slab;
    private final Cells cells;
    private final EntryWord words;
    private final LongAdder entries = new LongAdder();
    private final Resizer resizer;
    private volatile Table table;
    /** The table at the moment of retirement. */
    private volatile Table lastTable;
    private volatile boolean drained;
    private final Drain drain;

    private Index(int id, int incarnation, CacheAccount account, CellSlab slab, long firstRun) {
        this.id = id;
        this.incarnation = incarnation;
        this.account = account;
        this.slab = slab;
        this.cells = slab.cells();
        this.words = slab.words();
        this.resizer = new Resizer(this, slab);
        this.drain = new Drain(this, slab);
        this.table = Table.first(firstRun);
    }

    /** An empty index, or null if there is no memory for its first cells at the moment.
     *
     * @param id          names this incarnation in the records' headers
     * @param incarnation see {@link #incarnation}
     * @param account     of the cache
     */
    static Index create(int id, int incarnation, CacheAccount account, CellSlab slab) {
        long run = slab.takeRun();
        return run == 0 ? null : new Index(id, incarnation, account, slab, run);
    }

    public int id() {
        return id;
    }

    /** Counts the indexes of the store as they were made: unlike an id it is not used again before four billion others. */
    public int incarnation() {
        return incarnation;
    }

    public CacheAccount account() {
        return account;
    }

    /** The table of the moment; {@link #RETIRED} if this index is not in use any more. */
    public Table table() {
        return table;
    }

    /** Under {@link Resizer}'s lock and those of all cells that change owner or bucket. */
    void publish(Table next) {
        table = next;
    }

    /** The cell for a hash under a table that is not {@link #RETIRED}. */
    public long cellOf(long hash, Table seen) {
        return seen.cellOf(hash);
    }

    /**
     * True if {@code cell} is the cell of a hash's bucket, according to a table that was in force at some moment during the call. {@code seen} is the
     * table by which it was found.
     */
    private boolean isCurrent(long hash, long cell, Table seen) {
        Table now = table;
        if (now == seen) {
            return true;
        }
        while (now != RETIRED) {
            boolean same = now.cellOf(hash) == cell;
            // The array element must have been read while the table was in force.
            VarHandle.acquireFence();
            Table again = table;
            if (again == now) {
                return same;
            }
            now = again;
        }
        return false;
    }

    /**
     * Begins an optimistic read of a cell: its version, once it is not locked. Odd if the cell is not known to be in use any more: then
     * {@link #endRead} will say no, and what is read may be anything.
     */
    public long beginRead(long cell, Table seen) {
        long version = cells.version(cell);
        // Only as long as the table is in force: the cell may be memory of another use by now, and odd for ever.
        for (int tries = 0; (version & 1) != 0 && table == seen; tries++) {
            Backoff.pause(tries);
            version = cells.version(cell);
        }
        // Otherwise it may be the version of something that is no cell, and the cell look unchanged when it is one again.
        return table == seen ? version : 1;
    }

    /**
     * Ends an optimistic read: true if what was read from the cell, its chain and the records they name since {@link #beginRead} is consistent and,
     * for hits and misses alike, the cell is still the right one.
     */
    public boolean endRead(long cell, long version, long hash, Table seen) {
        // A second acquire read of the version would not keep the copy before it; the fence does.
        VarHandle.acquireFence();
        Table now = (version & 1) != 0 ? RETIRED : table;
        while (now != RETIRED) {
            if (now != seen && now.cellOf(hash) != cell || !cells.isUnchanged(cell, version)) {
                return false;
            }
            // The table must have been in force while the version was looked at: otherwise the cell may have been other memory at that moment, which only
            // looks like the version.
            VarHandle.acquireFence();
            Table again = table;
            if (again == now) {
                return true;
            }
            now = again;
        }
        return false;
    }

    /** True if the cell has not changed; for a reader in the middle of a long copy. */
    public boolean isUnchanged(long cell, long version) {
        VarHandle.acquireFence();
        return (version & 1) == 0 && cells.isUnchanged(cell, version);
    }

    /** Locks the bucket of a hash. Returns its cell, or 0 if this index is retired. */
    public long lock(long hash) {
        while (true) {
            Table seen = table;
            if (seen == RETIRED) {
                return 0;
            }
            long cell = seen.cellOf(hash);
            cells.lock(cell);
            // From now on nobody can make it untrue: splits, merges and moves lock the cells that they concern.
            if (isCurrent(hash, cell, seen)) {
                return cell;
            }
            cells.unlock(cell);
        }
    }

    /**
     * Locks a cell if nothing has changed in it since {@link #beginRead}, so that what was read since then is certain: entries and links, and all that is written
     * into their records under the lock. Accessed bits may have been set.
     *
     * @return false if something has changed, or the cell is not the one of the hash's bucket any more, or that is not known
     */
    boolean lockIfUnchanged(long cell, long version, long hash, Table seen) {
        if ((version & 1) != 0 || !cells.lockIfUnchanged(cell, version)) {
            return false;
        }
        // The index may have been retired, for which no cell is locked.
        if (isCurrent(hash, cell, seen)) {
            return true;
        }
        cells.unlock(cell);
        return false;
    }

    /** True if the cell, which the caller has locked, has not been changed by anybody else since its version was {@code version}. */
    boolean isLockedSince(long cell, long version) {
        return cells.version(cell) == version + 1;
    }

    /** Like {@link #lock}, also for a retired index as long as it is not drained; 0 afterwards. For the reclaimer. */
    public long lockForReclaim(long hash) {
        while (true) {
            long cell = lock(hash);
            if (cell != 0) {
                return cell;
            }
            if (drained) {
                return 0;
            }
            cell = lastTable.cellOf(hash);
            cells.lock(cell);
            // The cell may be another index's by now; drained is set before any cell is given back.
            if (!drained) {
                return cell;
            }
            cells.unlock(cell);
        }
    }

    public void unlock(long cell) {
        cells.unlock(cell);
    }

    /** Position of the first entry in the cell's chain with this tag, or 0. */
    public long findFirst(long cell, long tag) {
        return cells.findFirst(cell, tag);
    }

    public long findNext(long position, long tag) {
        return cells.findNext(position, tag);
    }

    public long word(long position) {
        return cells.word(position);
    }

    /** Under the bucket's lock. */
    public void replace(long position, long word) {
        cells.setWord(position, word);
    }

    /** Notes that an entry was used. Writes nothing if that is known, and nothing if the slot has changed meanwhile. */
    public void markAccessed(long position, long word) {
        if ((word & EntryWord.ACCESSED) == 0) {
            cells.casWord(position, word, word | EntryWord.ACCESSED);
        }
    }

    /** Position of the entry that names a location, or 0. Under the bucket's lock, or to be validated. */
    public long findLocation(long cell, long tag, long location) {
        long at = cells.findFirst(cell, tag);
        // Bounded because the walk may be without lock.
        for (int met = 1; at != 0 && words.location(cells.word(at)) != location; met++) {
            at = met > Cells.MAX_ENTRIES ? 0 : cells.findNext(at, tag);
        }
        return at;
    }

    /**
     * The word that names {@code location}, without lock: 0 if no entry does. The answer was true at some moment during the call. Not for readers who
     * write nothing: the index's memory must stay what it is meanwhile.
     */
    public long wordAt(long hash, long location) {
        long tag = words.tag(hash);
        while (!drained) {
            Table seen = table;
            boolean retired = seen == RETIRED;
            // The table of a retired index does not change any more.
            seen = retired ? lastTable : seen;
            long cell = seen.cellOf(hash);
            long version = cells.awaitUnlocked(cell);
            long at = findLocation(cell, tag, location);
            long word = at == 0 ? 0 : cells.word(at);
            boolean found = at != 0 && EntryWord.isEntry(word) && words.location(word) == location;
            VarHandle.acquireFence();
            if ((retired ? !drained : isCurrent(hash, cell, seen)) && cells.isUnchanged(cell, version)) {
                return found ? word : 0;
            }
        }
        return 0;
    }

    /**
     * Fetches the bucket of a hash into the caches ahead of its use. The answer means nothing.
     *
     * @param chain false for its cell, true for the beginning of its chain, once the cell is there
     */
    public long touch(long hash, boolean chain) {
        Table seen = table;
        if (seen == RETIRED) {
            return 0;
        }
        return chain ? cells.touchChunk(seen.cellOf(hash)) : cells.touch(seen.cellOf(hash));
    }

    /**
     * Adds an entry, under the bucket's lock.
     *
     * @param spare a chunk that may be used, or 0
     * @return where it went
     */
    public Placed insert(long cell, long word, long spare) {
        return cells.insert(cell, word, spare);
    }

    /** The entry of a full bucket that should make room: one that was not accessed, if there is one. Under the lock. */
    public long leastUseful(long cell) {
        long victim = 0;
        for (long at = cells.firstEntry(cell); at != 0; at = cells.nextEntry(at)) {
            if (victim == 0 || !EntryWord.isAccessed(cells.word(at))) {
                victim = at;
                if (!EntryWord.isAccessed(cells.word(at))) {
                    return victim;
                }
            }
        }
        return victim;
    }

    /** Takes an entry out, under the lock. Returns a chunk for {@link #giveChunk}, to be given back after unlocking, or 0. */
    public long remove(long cell, long position) {
        return cells.remove(cell, position);
    }

    public void giveChunk(long chunk) {
        slab.giveChunk(chunk);
    }

    public long takeChunk() {
        return slab.takeChunk();
    }

    /** After unlocking: {@code change} entries more (or fewer). */
    public void counted(long change) {
        entries.add(change);
    }

    /** Number of entries; exact when nothing is going on. */
    public long size() {
        return Math.max(0, entries.sum());
    }

    /** Splits a bucket or two if the table is crowded. Called after inserting into a full cell, without any lock. */
    public void growIfCrowded() {
        resizer.growIfCrowded();
    }

    /** Merges a bucket or two if the table is sparse. Called after removals, without any lock. */
    public void shrinkIfSparse() {
        resizer.shrinkIfSparse(Resizer.AT_ONCE, Resizer.SPARSE);
    }

    /** Merges some buckets if the table is sparse although nobody removes; true if there is more to do. Without any lock. */
    public boolean shrinkStep() {
        return resizer.shrinkIfSparse(Resizer.STEPS_AT_ONCE, Resizer.SPARSE);
    }

    /** Likewise if the table is nearly empty. */
    boolean shrinkStepIfNearlyEmpty() {
        return resizer.shrinkIfSparse(Resizer.STEPS_AT_ONCE, Resizer.NEARLY_EMPTY);
    }

    /** For {@link IndexMover}. */
    Resizer resizer() {
        return resizer;
    }

    /** Takes the index out of use: from now on operations find it {@link #RETIRED}. The caller has put another in its place. */
    public void retire() {
        resizer.whileAtRest(() -> {
            lastTable = table;
            table = RETIRED;
        });
    }

    /** What {@link #drain} tells of each entry, under its bucket's lock: take its bytes off the account. */
    @FunctionalInterface
    public interface Dropped {
        void dropped(long location);
    }

    /**
     * Empties a retired index bucket by bucket, and gives its cells back when it is empty. To be called by one thread at a time until it is done.
     *
     * @param most how many buckets to empty, or runs to give back
     * @return true if nothing is left to do
     */
    public boolean drain(Dropped dropped, int most) {
        return drain.step(lastTable, dropped, most);
    }

    /** Begins to empty an index that stays in use; see {@link Purge}. */
    public Purge purge() {
        return new Purge(this, drain);
    }

    /**
     * Begins to take entries out in the order of the buckets; see {@link BucketSweep}.
     *
     * @param marked by block: whether entries whose records lie there may go
     */
    public BucketSweep sweep(boolean[] marked, BucketSweep.Judge judge) {
        return new BucketSweep(this, slab, marked, judge);
    }

    /** All entries are gone; from now on nobody locks a cell of this index. */
    void setDrained() {
        drained = true;
    }

    /** Begins a walk; see {@link IndexWalk}. */
    public IndexWalk walk() {
        return new IndexWalk(this, cells, words);
    }

    /** Addresses of the runs of cells, in bucket order. For a verifier. */
    long[] runAddresses() {
        Table now = table;
        return IntStream.range(0, now.runCount()).mapToLong(now::run).toArray();
    }

    /** Bytes of the directory on the Java heap. */
    public long heapBytes() {
        return table.heapBytes() + Resizer.HEAP_BYTES;
    }
}
